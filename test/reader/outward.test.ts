/** The short way to tell a web address and its host says what the URL parser says. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hostOf, isWeb } from '../../src/reader/outward.tsx';

const slowIsWeb = (url: string): boolean => /^https?:\/\//i.test(url) && URL.canParse(url);
const slowHostOf = (url: string): string => URL.parse(url)?.host.replace(/^www\./, '') ?? url;

const label = fc.constantFrom(
  ...[
    'a',
    'www',
    'xn--a',
    'xn--bcher-kva',
    'a-',
    '-a',
    'ab--c',
    '0',
    '127',
    '0x7f',
    '',
    'A',
    'ü',
    'a_b',
    '%41',
    'x'.repeat(64),
  ],
);
const address = fc
  .record({
    scheme: fc.constantFrom(
      'http://',
      'https://',
      'HTTPS://',
      'http:/',
      'javascript://',
      'ftp://',
      ' https://',
    ),
    user: fc.constantFrom('', '', 'u@', 'u:p@'),
    labels: fc.array(label, { maxLength: 4 }),
    port: fc.constantFrom('', '', ':80', ':443', ':99999', ':'),
    rest: fc.constantFrom('', '/', '/p?q#f', '?q', '#f', '\\x', '/ %', '\n/x', '.', ' '),
  })
  .map(({ scheme, user, labels, port, rest }) => scheme + user + labels.join('.') + port + rest);

it.each([
  ['https://www.example.org/a', 'example.org'],
  ['http://www/', 'www'],
  ['https://xn--bcher-kva.example/', 'xn--bcher-kva.example'],
  ['http://127.1/', '127.0.0.1'],
  ['https://example.org:8443', 'example.org:8443'],
  ['nothing', 'nothing'],
])('reads %s as %s', (url, host) => {
  expect(hostOf(url)).toBe(host);
});

it('agrees with the URL parser on addresses of any form', () => {
  fc.assert(
    fc.property(fc.oneof({ weight: 9, arbitrary: address }, { weight: 1, arbitrary: fc.webUrl() }), (url) => {
      expect([url, isWeb(url), hostOf(url)]).toEqual([url, slowIsWeb(url), slowHostOf(url)]);
    }),
    { numRuns: 20_000 },
  );
});
