/** Bodies as the reader of bodies sees them, before any route: every byte may be wrong. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RawFields, readBody } from '../../src/intake/body.ts';
import { bytesOf } from '../pipeline/pictures/samples.ts';

const seed = 20_261_126;

const read = (type: string, body: Uint8Array<ArrayBuffer>) =>
  readBody(new Request('http://dragoman.test/', { method: 'POST', headers: { 'content-type': type }, body }));

const utf8 = (text: string): Uint8Array<ArrayBuffer> => bytesOf(new TextEncoder().encode(text));

/** Characters and bytes that were read, names included. */
const weight = ({ values, files }: RawFields): number =>
  JSON.stringify(values).length +
  Object.entries(files).reduce((sum, [name, file]) => sum + name.length + file.length, 0);

/** Fields, or what to do; never more than came, and Object is what it was. */
async function expectRead(type: string, body: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const result = await read(type, body);
  expect(Object.keys(Object.prototype)).toEqual([]);
  if (!result.ok) {
    expect([400, 415]).toContain(result.error.status);
    expect(result.error.errors.map(({ field }) => field)).toEqual(['body']);
    return false;
  }
  // A control character takes six in JSON, and a byte that is no UTF-8 becomes a character.
  expect(weight(result.value)).toBeLessThanOrEqual(6 * body.length + 100);
  return true;
}

const name = fc.oneof(
  fc.constantFrom('lang', 'markdown', 'topics[]', 'topics', 'header_image', '', '[]'),
  fc.constantFrom('__proto__', '__proto__[]', 'constructor', 'toString', 'hasOwnProperty[]', 'length'),
  fc.string({ unit: 'grapheme', maxLength: 8 }).map((each) => each.replace(/[\p{Cc}"\\%]/gu, '')),
);
const binary = fc.uint8Array({ maxLength: 60 });

describe('any form', { meta: { fuzz: 'multipart' } }, () => {
  const boundary = 'x-1';
  // The platform takes no part without a name.
  const named = name.filter((each) => each !== '');
  const field = fc.record({
    name: named,
    value: fc.string({ unit: 'grapheme', maxLength: 40 }).map((each) => each.replace(/\r|\n/g, ' ')),
  });
  const file = fc.record({ name: named, file: binary });
  const partOf = (given: { name: string; value: string } | { name: string; file: Uint8Array }): Uint8Array =>
    'file' in given
      ? bytesOf(
          utf8(
            `--${boundary}\r\ncontent-disposition: form-data; name="${given.name}"; filename="a.png"\r\ncontent-type: image/png\r\n\r\n`,
          ),
          given.file,
          '\r\n',
        )
      : utf8(
          `--${boundary}\r\ncontent-disposition: form-data; name="${given.name}"\r\n\r\n${given.value}\r\n`,
        );

  it('that is well made is read as it was sent, whatever its fields are called', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ weight: 3, arbitrary: field }, file), { maxLength: 8 }),
        async (sent) => {
          const body = bytesOf(...sent.map(partOf), `--${boundary}--\r\n`);
          const result = await read(`multipart/form-data; boundary=${boundary}`, body);
          if (!result.ok) throw new Error('refused');
          const values = new Map<string, string[]>();
          const files = new Map<string, number[]>();
          for (const one of sent) {
            const key = one.name.replace(/\[\]$/, '');
            if ('value' in one) values.set(key, [...(values.get(key) ?? []), one.value]);
            else files.set(key, [...one.file]);
          }
          const flat = Object.entries(result.value.values).map(([key, value]) => [key, [value].flat()]);
          expect(new Map(flat as [string, string[]][])).toEqual(values);
          expect(
            new Map(Object.entries(result.value.files).map(([key, bytes]) => [key, [...bytes]])),
          ).toEqual(files);
        },
      ),
      { seed, numRuns: 1_500 },
    );
  });

  it('that is badly made is read or refused, and never becomes more than it was', async () => {
    const piece = fc.oneof(
      { weight: 3, arbitrary: fc.oneof(field, file).map(partOf) },
      {
        weight: 3,
        arbitrary: fc
          .constantFrom(
            ...['--x-1', '--x-1--', '\r\n', '\n', '\r', '--', '\r\n\r\n', '--x-1\r\n', '--x-1\r\n\r\n'],
            ...['content-disposition: form-data; name="a', 'content-disposition: form-data; name=a\r\n\r\n'],
            ...[
              'content-disposition: form-data; name="a"; name="b"\r\n\r\n',
              'content-disposition: attachment\r\n\r\n',
            ],
            ...[
              'content-disposition: form-data; filename="x"\r\n\r\n',
              'content-disposition: form-data; name="a"; filename*=UTF-8\'\'%ff\r\n\r\n',
            ],
            ...[
              'content-type: multipart/mixed; boundary=y\r\n',
              'content-transfer-encoding: base64\r\n',
              'x'.repeat(300),
            ],
          )
          .map((each) => bytesOf(each)),
      },
      { weight: 1, arbitrary: binary },
    );
    const type = fc.constantFrom(
      ...[
        'multipart/form-data; boundary=x-1',
        'multipart/form-data; boundary="x-1"',
        'Multipart/Form-Data; charset=x; boundary=x-1',
      ],
      ...[
        'multipart/form-data',
        'multipart/form-data; boundary=',
        'multipart/form-data; boundary="',
        'multipart/form-data; boundary=--',
      ],
    );
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(
        type,
        fc.array(piece, { maxLength: 12 }),
        fc.boolean(),
        async (as, pieces, isEnded) => {
          const end = isEnded ? `--${boundary}--\r\n` : '';
          if (await expectRead(as, bytesOf(...pieces, end))) taken++;
        },
      ),
      { seed, numRuns: 1_500 },
    );
    expect(taken).toBeGreaterThan(100);
  });

  it('of pairs in one line is read or refused too', async () => {
    const pair = fc.oneof(
      fc
        .tuple(name, fc.string({ unit: 'grapheme', maxLength: 20 }))
        .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value.toWellFormed())}`),
      fc.constantFrom(
        'a',
        '=',
        '&&',
        '%',
        '%zz=%ff',
        '%00=%00',
        '+=+',
        '__proto__=x',
        'a[]=1',
        'a%5B%5D=2',
        ';',
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(pair, { maxLength: 12 }), async (pairs) => {
        const type = 'application/x-www-form-urlencoded';
        expect(await expectRead(type, utf8(pairs.join('&')))).toBe(true);
      }),
      { seed, numRuns: 500 },
    );
  });
});

it('reads a field that is sent a hundred thousand times, each once', async () => {
  const result = await read('application/x-www-form-urlencoded', utf8('a=&'.repeat(100_000)));
  expect(result.ok && result.value.values.a).toHaveLength(100_000);
});

describe('any JSON', { meta: { fuzz: 'API bodies' } }, () => {
  it('is read as it was sent, or refused', async () => {
    const key = fc.constantFrom('lang', 'markdown', '__proto__', 'constructor', 'a');
    await fc.assert(
      fc.asyncProperty(fc.dictionary(key, fc.jsonValue()), async (sent) => {
        const text = JSON.stringify(sent);
        const result = await read('application/json; charset=utf-8', utf8(text));
        if (!result.ok) throw new Error('refused');
        expect(JSON.stringify(result.value.values)).toBe(text);
      }),
      { seed, numRuns: 500 },
    );
  });

  it('with bytes changed, cut off or added is read or refused', async () => {
    const base = fc.oneof(
      fc.jsonValue().map((value) => JSON.stringify(value)),
      fc.constantFrom(
        '{"a":1e9999}',
        `${'['.repeat(20_000)}`,
        '{"__proto__":{"x":1}}',
        '"\\ud800"',
        '\ufeff{}',
        '{}{}',
        '',
      ),
    );
    const change = fc.array(fc.tuple(fc.nat({ max: 60 }), fc.integer({ min: 0, max: 255 })), {
      maxLength: 2,
    });
    await fc.assert(
      fc.asyncProperty(base, change, fc.nat({ max: 80 }), fc.boolean(), async (text, changes, at, isCut) => {
        const bytes = utf8(text);
        for (const [place, value] of changes) if (place < bytes.length) bytes[place] = value;
        await expectRead('application/json', isCut ? bytes.slice(0, at) : bytes);
      }),
      { seed, numRuns: 1_000 },
    );
  });
});
