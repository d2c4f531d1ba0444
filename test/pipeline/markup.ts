/** What fuzzing makes documents of, with HTML among the Markdown and without. */
import fc from 'fast-check';

/** Pieces that mean something to an HTML parser, so that random sequences reach odd states. */
export const htmlPieces: readonly string[] = [
  ...(
    'a b i p div span table tr td th tbody caption svg math mtext mglyph style script title textarea select option template ' +
    'noscript iframe form button marquee object pre li ul ol dl dt h1 h2 ruby rt rp details summary font nobr img br figure ' +
    'foreignObject annotation-xml desc plaintext xmp input frameset body html'
  )
    .split(' ')
    .flatMap((tag) => [
      `<${tag}>`,
      `</${tag}>`,
      `<${tag} id=x title="`,
      `<${tag} href=javascript:alert(1) onclick=x>`,
    ]),
  ...[
    '"',
    "'",
    '>',
    '<',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?',
    '&lt;',
    '&#0;',
    '&quot;',
    '\u0000',
    '=',
    '/',
  ],
];

/** Those that mean something to marked. */
export const markdownPieces: readonly string[] = [
  ...['\n', '\n\n', '    ', '> ', '- ', '1. ', '# ', '| a |\n|-|\n', '```', '`', '**', '*', '_', '~~'],
  ...['[', ']', '](', '(', ')', '[^1]', '[^1]: ', '[r]: javascript:alert(1)\n', '![', 'https://example.org/'],
  ...['a@b.cd', '汉', '“', '”', '。', '\ud800', 'x'],
];

/** Without HTML: whatever else marked makes something of, and references that text and attributes read differently. */
export const plainPieces: readonly string[] = [
  ...markdownPieces.filter((piece) => !piece.startsWith('[^')),
  ...[
    '\t',
    '- [x] ',
    '- [ ] ',
    '3) ',
    '###### ',
    '---\n',
    '===\n',
    '| a | b |\n|:-|-:|\n',
    '| c |',
    '|',
    '  \n',
  ],
  ...['```js\n', '~~~ x&y\n', '``', '](https://a.b/ "t")', '](x "a&b;\n&quot;c")', '![a*b*c`d`](', '[r]'],
  ...[
    '[r]: /u&amp;v "q&not;x"\n',
    '\\',
    '\\\n',
    'www.e.org',
    'https://e.org/a?b=1&c;=2',
    '[[a](b)](c)',
    '&#65;',
  ],
  ...[
    '&amp;',
    '&lt;',
    '&notit;',
    '&notin;',
    '&not_x;',
    '&x;',
    '&1;',
    '&#0;',
    '&#13;',
    '&#x0;',
    '&AMP;',
    '&amp',
    '&',
  ],
  ...['\f', '\u00a0', '\ufeff', '\u0001', '😀', '<', '< ', '<1', '>', '"', "'", 'a b'],
];

export const soupOf = (pieces: readonly string[]): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...pieces), { maxLength: 40, size: 'max' }).map((parts) => parts.join(''));

const lines = (text: string, mark: string, indent: string): string =>
  mark + text.replaceAll('\n', `\n${indent}`);

/** Blocks in blocks and inlines in inlines, mostly closed, so that what stands within them is reached; `tags` too. */
export function documentsOf(pieces: readonly string[], tags: readonly string[]): fc.Arbitrary<string> {
  const around = ['**', '*', '~~', '_', '`', '==', ...(tags.length > 0 ? ['<b>', '<ruby>'] : [])];
  const { blocks } = fc.letrec<{ inline: string; block: string; blocks: string }>((tie) => ({
    inline: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      fc.constantFrom('a word', '灯塔', 'https://example.org/a', '[^1]', '[r]', '`code`', '&amp;', '\\*'),
      fc.constantFrom(...pieces),
      fc
        .tuple(fc.constantFrom(...around), tie('inline'))
        .map(([mark, inner]) => `${mark}${inner}${mark.replace('<', '</')}`),
      fc
        .tuple(
          fc.constantFrom('[', '!['),
          tie('inline'),
          fc.constantFrom(
            '](https://example.org/ "t")',
            '][r]',
            '](<x y>)',
            ']()',
            '](javascript:a)',
            '][^1]',
          ),
        )
        .map((parts) => parts.join('')),
      fc.array(tie('inline'), { minLength: 2, maxLength: 4 }).map((parts) => parts.join(' ')),
    ),
    block: fc.oneof(
      { maxDepth: 4 },
      tie('inline'),
      fc
        .tuple(fc.constantFrom('# ', '## ', '[^1]: ', '[^2]: ', '[r]: ', 'x\n===\n'), tie('inline'))
        .map((parts) => parts.join('')),
      fc
        .tuple(fc.constantFrom('> ', '- ', '3. ', '- [x] ', '[^1]: ', '    '), tie('blocks'))
        .map(([mark, inner]) => lines(inner, mark, mark === '> ' ? '> ' : '    ')),
      fc
        .array(fc.array(tie('inline'), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })
        .map((rows) => rows.map((cells) => `| ${cells.join(' | ')} |`))
        .map(([head = '', ...rows]) => [head, '|:-|-:|--|', ...rows].join('\n')),
      ...(tags.length > 0
        ? [
            fc
              .tuple(fc.constantFrom(...tags), tie('blocks'))
              .map(([tag, inner]) => `<${tag}>\n${inner}\n</${tag}>`),
          ]
        : []),
      tie('inline').map((inner) => `\`\`\`js\n${inner}\n\`\`\``),
    ),
    blocks: fc.array(tie('block'), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('\n\n')),
  }));
  return blocks;
}
