/**
 * Forms that no browser of ours sends, against the whole Worker: the desk's own with a few things wrong, so that
 * what lies behind the first check is reached, and nonsense.
 */
import fc from 'fast-check';
import { beforeAll, describe, it, vi } from 'vitest';
import { bytesOf, gif, pngHead } from '../pipeline/pictures/samples.ts';
import { ids } from '../reader/newsroom.ts';
import { fieldName, markdown, marker, RUN_MAX_MS, seed, Tally, text } from './clean.ts';
import { ask, makeWorld, mintToken, ORIGIN, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  world = await makeWorld();
});

describe('what is sent as a form', { meta: { fuzz: 'multipart' } }, () => {
  const boundary = 'x';
  type Part = { name: string; file?: string; type?: string; value: string | Uint8Array };
  const clean = (each: string): string => each.replace(/[\r\n"]/g, '').toWellFormed();
  const bytesOfPart = ({ name, file, type = '', value: content }: Part): Uint8Array =>
    bytesOf(
      new TextEncoder().encode(
        `--${boundary}\r\ncontent-disposition: form-data; name="${clean(name)}"${
          file === undefined ? '' : `; filename="${clean(file)}"`
        }${type === '' ? '' : `\r\ncontent-type: ${type}`}\r\n\r\n`,
      ),
      typeof content === 'string' ? new TextEncoder().encode(content.toWellFormed()) : content,
      '\r\n',
    );

  const picture = fc.oneof(
    fc.constantFrom(
      gif(),
      pngHead(90, 60),
      pngHead(30_000, 30_000),
      bytesOf('<svg onload="x()"/>'),
      bytesOf([]),
    ),
    fc.uint8Array({ maxLength: 200 }),
    fc.uint8Array({ maxLength: 100 }).map((tail) => bytesOf('\xff\xd8\xff', tail)),
  );
  const odd: fc.Arbitrary<Part> = fc.oneof(
    fc.record({
      name: fc.oneof(
        fieldName,
        fc.constantFrom('topics[]', 'markdown_file', 'csrf', 'key', 'next', 'back', 'words', ''),
        text,
      ),
      value: fc.oneof(text, markdown),
    }),
    fc.record({
      name: fc.constantFrom(
        'header_image',
        'header_image',
        'markdown_file',
        'markdown',
        'lang',
        '__proto__',
        'length',
      ),
      file: text,
      type: fc.constantFrom(
        '',
        'image/jpeg',
        'text/plain; charset=utf-16',
        'multipart/mixed; boundary=y',
        marker,
      ),
      value: fc.oneof(picture, markdown),
    }),
  );
  /** The form as the desk sends it, which its parts make a submission of. */
  const whole: fc.Arbitrary<Part[]> = markdown.map((written) => [
    { name: 'lang', value: 'en' },
    { name: 'markdown', value: written },
    { name: 'source_url', value: 'https://example.org/a' },
    { name: 'topics', value: 'sea, trade' },
  ]);
  const parts = fc
    .tuple(
      fc.oneof({ weight: 2, arbitrary: whole }, fc.constant([])),
      fc.array(odd, { maxLength: 4 }),
      fc.option(fc.nat({ max: 4 })),
    )
    .map(([base, added, taken]) => [...base.filter((_, n) => n !== taken), ...added]);
  const type = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.constantFrom(
        `multipart/form-data; boundary=${boundary}`,
        `multipart/form-data; boundary="${boundary}"`,
      ),
    },
    fc.constantFrom(
      'multipart/form-data',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=',
      'text/html',
    ),
  );
  const target = fc.constantFrom(
    ...[
      '/api/v1/submissions',
      '/api/v1/submissions',
      '/desk/submit',
      '/desk/submit',
      '/desk/submit/preview',
      '/desk/submit/live',
    ],
    ...[
      '/desk/enter',
      '/desk/words',
      '/desk/people/tokens',
      '/desk/passkeys/enter',
      `/desk/articles/${ids.draftEn}/edit`,
    ],
  );
  const end = fc.oneof(
    { weight: 6, arbitrary: fc.constant(`--${boundary}--\r\n`) },
    fc.constantFrom(`--${boundary}`, '', `--${boundary}--\r\ntrailing`),
  );

  it(
    'is answered',
    async () => {
      const token = await mintToken('admin', 'Fuzz of forms');
      const tally = new Tally();
      const form = fc.record({
        at: target,
        as: type,
        sent: parts,
        last: end,
        withCsrf: fc.boolean(),
        isMember: fc.boolean(),
      });
      await fc.assert(
        fc.asyncProperty(form, async ({ at, as, sent, last, withCsrf, isMember }) => {
          const all = withCsrf ? [{ name: 'csrf', value: world.csrf }, ...sent] : sent;
          const body = bytesOf(...all.map(bytesOfPart), last);
          const headers: Record<string, string> = { origin: ORIGIN, 'content-type': as };
          if (at.startsWith('/api/')) headers.authorization = `Bearer ${token}`;
          if (isMember || withCsrf) headers.cookie = world.cookie;
          await tally.take(
            [at, as, sent, last],
            body.length,
            await ask(at, { method: 'POST', headers, body }),
          );
        }),
        { seed, numRuns: 500 },
      );
      tally.expectReached(200, 202, 303, 400, 401, 403, 422);
    },
    RUN_MAX_MS,
  );
});
