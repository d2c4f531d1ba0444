import { expect, it } from 'vitest';
import { getArticle } from '../../../src/cli/export/articles.ts';
import type { Api } from '../../../src/cli/import/api.ts';

const note = (n: number) => ({ kind: 'update', note: `note ${n}`, at: '2026-10-01T00:00:00Z' });
const whole = {
  id: 'a',
  story: 's',
  lang: 'en',
  state: 'published',
  slug: 'bell',
  title: 'Bell',
  markdown: '# Bell',
  html: '',
  sha256: '',
  topics: [],
  revision: 2,
  current_revision: 2,
  published_revision: 1,
};

it('brings all corrections of an article, however many pages they fill, with the revision that readers see', async () => {
  const answers: Record<string, object> = {
    '/articles/a': { ...whole, corrections: [note(5), note(4)], next_corrections_cursor: '4.x' },
    '/articles/a?corrections_cursor=4.x': {
      ...whole,
      corrections: [note(3), note(2)],
      next_corrections_cursor: '2.x',
    },
    '/articles/a?corrections_cursor=2.x': { ...whole, corrections: [note(1)] },
    '/articles/a?revision=1': { ...whole, title: 'Old bell', revision: 1, corrections: [note(5), note(4)] },
  };
  const api: Api = {
    get: async (path) => answers[path] ?? Promise.reject(new Error(path)),
    post: async () => Promise.reject(new Error('An export writes nothing.')),
  };
  expect(await getArticle(api, 'a')).toMatchObject({
    title: 'Old bell',
    corrections: [5, 4, 3, 2, 1].map(note),
  });
});
