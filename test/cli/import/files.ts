/** Folders and files of other systems, made for one test each. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** An empty folder inside a temporary one, which goes when the test is over, with what commands put beside it. */
export function newFolder(): string {
  const outer = mkdtempSync(join(tmpdir(), 'dragoman-import-'));
  onTestFinished(() => rmSync(outer, { recursive: true, force: true }));
  const folder = join(outer, 'files');
  mkdirSync(folder);
  return folder;
}

/** Path to content. */
export function makeFolder(files: Record<string, string | Uint8Array>): string {
  const root = newFolder();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

const lexical = {
  root: {
    type: 'root',
    children: [
      {
        type: 'extended-heading',
        tag: 'h2',
        children: [{ type: 'extended-text', text: 'Low tide', format: 0 }],
      },
      {
        type: 'paragraph',
        children: [
          { type: 'extended-text', text: 'The ', format: 0 },
          { type: 'extended-text', text: 'causeway', format: 3 },
          { type: 'linebreak' },
          {
            type: 'link',
            url: '__GHOST_URL__/map/',
            children: [{ type: 'extended-text', text: 'opens', format: 0 }],
          },
        ],
      },
      {
        type: 'list',
        listType: 'number',
        children: [{ type: 'listitem', children: [{ type: 'extended-text', text: 'Wait', format: 0 }] }],
      },
      { type: 'image', src: 'https://tide.example.org/a.jpg', alt: 'Mud', caption: 'At <b>noon</b>' },
      { type: 'codeblock', code: 'tide < 2', language: 'sh' },
      { type: 'markdown', markdown: '* kept **as is**' },
      { type: 'signup', labels: [] },
    ],
  },
};

const mobiledoc = {
  version: '0.3.1',
  atoms: [['soft-return', '', {}]],
  cards: [
    ['image', { src: 'https://tide.example.org/b.jpg', caption: 'Dawn' }],
    ['hr', {}],
  ],
  markups: [['strong'], ['a', ['href', 'https://tide.example.org/x?a=1&b=2']]],
  sections: [
    [1, 'h3', [[0, [], 0, 'Gulls & crabs']]],
    [
      1,
      'p',
      [
        [0, [0], 1, 'Bold'],
        [1, [], 0, 0],
        [0, [1], 1, 'link'],
        [0, [], 0, ' <end>'],
      ],
    ],
    [3, 'ul', [[[0, [], 0, 'one']], [[0, [], 0, 'two']]]],
    [10, 0],
    [10, 1],
  ],
};

const post = {
  type: 'post',
  status: 'published',
  visibility: 'public',
  published_at: '2024-05-01T08:00:00.000Z',
};

export const ghostExport = (posts: object[] = []) => ({
  db: [
    {
      meta: { version: '5.80.0' },
      data: {
        posts: [
          {
            ...post,
            id: 'a1',
            title: 'Causeway',
            slug: 'causeway',
            lexical: JSON.stringify(lexical),
            feature_image: '__GHOST_URL__/content/c.jpg',
          },
          { ...post, id: 'a2', title: 'Gulls', slug: 'gulls', mobiledoc: JSON.stringify(mobiledoc) },
          {
            ...post,
            id: 'a3',
            title: 'Marée',
            slug: 'maree',
            html: '<p>La mer <em>descend</em>.</p>',
            visibility: 'members',
          },
          { ...post, id: 'a4', title: 'Imprint', slug: 'imprint', html: '<p>Us</p>', type: 'page' },
          ...posts,
        ],
        posts_meta: [{ post_id: 'a1', feature_image_alt: 'The road', feature_image_caption: 'By <i>me</i>' }],
        users: [
          { id: 'u1', name: 'Wren Okafor' },
          { id: 'u2', name: 'Ivo Marsh' },
        ],
        tags: [
          { id: 't1', name: 'Coast', slug: 'coast', visibility: 'public' },
          { id: 't2', name: '#fr', slug: 'hash-fr', visibility: 'internal' },
        ],
        posts_authors: [
          { post_id: 'a1', author_id: 'u2', sort_order: 1 },
          { post_id: 'a1', author_id: 'u1', sort_order: 0 },
        ],
        posts_tags: [
          { post_id: 'a1', tag_id: 't1', sort_order: 0 },
          { post_id: 'a3', tag_id: 't2', sort_order: 0 },
        ],
      },
    },
  ],
});
