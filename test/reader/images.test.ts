import { env } from 'cloudflare:workers';
import { Hono } from 'hono';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AppEnv } from '../../src/config.ts';
import { pictureSrcset } from '../../src/lib/picture-srcset.ts';
import { PICTURE_WIDTHS_PIXELS } from '../../src/limits.ts';
import { storePicture } from '../../src/pipeline/pictures/keep.ts';
import { sniffPicture } from '../../src/pipeline/pictures/sniff.ts';
import { images } from '../../src/reader/images.ts';
import { originalKey, pendingKey, variantKey } from '../../src/store/picture-files.ts';
import { png } from '../pipeline/pictures/samples.ts';

const app = new Hono<AppEnv>().route('/images', images);
const ask = (path: string, init?: RequestInit) => Promise.resolve(app.request(path, init, env));

let sha256 = '';
beforeAll(async () => {
  const stored = await storePicture(env, await png(700, 420), {
    now: Date.UTC(2026, 10, 20),
    settleSeconds: 45,
  });
  if (stored.ok) sha256 = stored.value.sha256;
});

const expectSafe = (response: Response) => {
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(response.headers.get('content-security-policy')).toBe("default-src 'none'");
  expect(response.headers.get('cache-control')).not.toBeNull();
};

describe('a picture of a complete article', () => {
  it.each(['480.webp', '480.jpeg', '960.webp', '960.jpeg', '1600.webp', '1600.jpeg', 'og.jpeg'])(
    'is served as %s, for ever',
    async (name) => {
      const response = await ask(`/images/${sha256}/${name}`);
      expect(response.status).toBe(200);
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(response.headers.get('content-disposition')).toBe('inline');
      expectSafe(response);
      const sniffed = sniffPicture(new Uint8Array(await response.arrayBuffer()));
      const format = name.split('.')[1];
      expect(response.headers.get('content-type')).toBe(`image/${format}`);
      expect(sniffed).toMatchObject({ ok: true, value: { format } });
    },
  );

  it('names in its srcset the widths that its files have', async () => {
    const srcset = pictureSrcset({ sha256, width: 700 }, 'webp', PICTURE_WIDTHS_PIXELS);
    expect(srcset).toBe(`/images/${sha256}/480.webp 480w, /images/${sha256}/960.webp 700w`);
    for (const candidate of srcset.split(', ')) {
      const [path = '', width = ''] = candidate.split(' ');
      const sniffed = sniffPicture(new Uint8Array(await (await ask(path)).arrayBuffer()));
      expect(sniffed.ok && `${sniffed.value.width}w`).toBe(width);
    }
    expect(pictureSrcset({ sha256, width: 480 }, 'jpeg', PICTURE_WIDTHS_PIXELS)).toBe(
      `/images/${sha256}/480.jpeg 480w`,
    );
    expect(pictureSrcset({ sha256, width: 5_000 }, 'jpeg', PICTURE_WIDTHS_PIXELS)).toContain(
      '1600.jpeg 1600w',
    );
  });

  it('is not sent again to who has it', async () => {
    const path = `/images/${sha256}/480.webp`;
    const etag = (await ask(path)).headers.get('etag') ?? '';
    const again = await ask(path, { headers: { 'if-none-match': etag } });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
    expect((await ask(path, { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
    expect((await ask(path, { headers: { 'if-match': '"other"' } })).status).toBe(412);
  });

  it('is given in parts', async () => {
    const path = `/images/${sha256}/480.jpeg`;
    const whole = new Uint8Array(await (await ask(path)).arrayBuffer());
    const part = async (range: string, more = {}) => {
      const response = await ask(path, { headers: { range, ...more } });
      const bytes = new Uint8Array(await response.arrayBuffer());
      return [response.status, response.headers.get('content-range'), bytes] as const;
    };
    const size = whole.length;
    expect(await part('bytes=2-9')).toEqual([206, `bytes 2-9/${size}`, whole.slice(2, 10)]);
    expect(await part('bytes=10-')).toEqual([206, `bytes 10-${size - 1}/${size}`, whole.slice(10)]);
    expect(await part('bytes=-7')).toEqual([206, `bytes ${size - 7}-${size - 1}/${size}`, whole.slice(-7)]);
    expect(await part('bytes=2-99999999')).toEqual([206, `bytes 2-${size - 1}/${size}`, whole.slice(2)]);
    // What cannot be satisfied or understood gives the whole.
    expect(await part('bytes=99999999-')).toEqual([200, null, whole]);
    expect(await part('bytes=9-2')).toEqual([200, null, whole]);
    expect(await part('bytes=0-1,4-5')).toEqual([200, null, whole]);
    expect(await part('bytes=2-9', { 'if-range': '"old"' })).toEqual([200, null, whole]);
  });

  it('tells its head alone', async () => {
    const response = await ask(`/images/${sha256}/480.jpeg`, { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(response.headers.get('content-type')).toBe('image/jpeg');
  });
});

describe('nothing else can be reached', () => {
  it.each([
    'original',
    'pending',
    '480.png',
    '481.webp',
    '480.webp.jpeg',
    '480.WEBP',
    '480%2Ewebp/..',
    'og.webp',
    '..%2F..%2Foriginals%2F',
    '',
  ])('/images/{sha256}/%s', async (name) => {
    const response = await ask(`/images/${sha256}/${name}`);
    expect(response.status).toBe(404);
    expect(response.headers.get('cloudflare-cdn-cache-control')).toMatch(/^public, max-age=60,/);
    expectSafe(response);
  });

  it('no path gives the original, which is there', async () => {
    expect(await env.PICTURES.head(originalKey(sha256))).not.toBeNull();
    const paths = [`/images/../originals/${sha256}`, `/images/originals/${sha256}`, `/images/${sha256}`];
    for (const path of paths) expect((await ask(path)).status).toBe(404);
    expect((await ask(`/images/${sha256.toUpperCase()}/480.webp`)).status).toBe(404);
    expect((await ask(`/images/${'0'.repeat(64)}/480.webp`)).status).toBe(404);
  });
});

it('says nothing that anybody keeps of a picture that may yet come', async () => {
  for (const name of ['480.webp', 'og.jpeg']) {
    const response = await ask(`/images/${'0'.repeat(64)}/${name}`);
    expect([response.status, response.headers.get('cache-control')]).toEqual([404, 'private, no-store']);
    expect(response.headers.has('cloudflare-cdn-cache-control')).toBe(false);
    expectSafe(response);
  }
});

it('serves a pending picture under the name of every width, with its tag, until its variants are there', async () => {
  const digest = 'a'.repeat(64);
  const bytes = await png(30, 20);
  await env.PICTURES.put(pendingKey(digest), bytes, { httpMetadata: { contentType: 'image/png' } });
  const pending = await ask(`/images/${digest}/960.webp`);
  expect(pending.headers.get('content-type')).toBe('image/png');
  expect(pending.headers.get('cache-control')).toBe('public, no-cache');
  expect(pending.headers.get('cache-tag')).toBe(`picture:${digest}`);
  expect(new Uint8Array(await pending.arrayBuffer())).toEqual(bytes);
  await env.PICTURES.put(variantKey(digest, '960.webp'), bytes, {
    httpMetadata: { contentType: 'image/webp' },
  });
  const ready = await ask(`/images/${digest}/960.webp`);
  expect(ready.headers.get('cache-control')).toContain('immutable');
  expect(ready.headers.has('cache-tag')).toBe(false);
  await ready.arrayBuffer();
});

it('previews a pending picture by our own, in the size that the page names, until its crop is there', async () => {
  const digest = 'c'.repeat(64);
  const path = `/images/${digest}/og.jpeg`;
  expect((await ask(path)).status).toBe(404);
  await env.PICTURES.put(pendingKey(digest), await png(30, 20), {
    httpMetadata: { contentType: 'image/png' },
  });
  const pending = await ask(path);
  expect(pending.headers.get('content-type')).toBe('image/png');
  expect(pending.headers.get('cache-control')).toBe('public, no-cache');
  expect(pending.headers.get('cache-tag')).toBe(`picture:${digest}`);
  expectSafe(pending);
  const shown = sniffPicture(new Uint8Array(await pending.arrayBuffer()));
  expect(shown).toEqual({ ok: true, value: { format: 'png', width: 1200, height: 630 } });
  const crop = await env.PICTURES.get(variantKey(sha256, 'og.jpeg'));
  const cut = new Uint8Array((await crop?.arrayBuffer()) ?? new ArrayBuffer(0));
  await env.PICTURES.put(variantKey(digest, 'og.jpeg'), cut, {
    httpMetadata: { contentType: 'image/jpeg' },
  });
  const ready = await ask(path);
  expect(ready.headers.get('cache-control')).toContain('immutable');
  expect(ready.headers.has('cache-tag')).toBe(false);
  expect(sniffPicture(new Uint8Array(await ready.arrayBuffer()))).toMatchObject({
    ok: true,
    value: { format: 'jpeg', width: 1200, height: 630 },
  });
});

it('never serves a type that is not a picture', async () => {
  const digest = 'b'.repeat(64);
  await env.PICTURES.put(variantKey(digest, '480.jpeg'), '<script>', {
    httpMetadata: { contentType: 'text/html' },
  });
  const response = await ask(`/images/${digest}/480.jpeg`);
  expect(response.headers.get('content-type')).toBe('application/octet-stream');
  await response.arrayBuffer();
});

it('has a picture for link previews of articles without one', async () => {
  const response = await ask('/images/og.png');
  expectSafe(response);
  expect(response.headers.get('content-type')).toBe('image/png');
  const bytes = new Uint8Array(await response.arrayBuffer());
  expect(sniffPicture(bytes)).toEqual({ ok: true, value: { format: 'png', width: 1200, height: 630 } });
  expect(bytes.length).toBeLessThan(20_000);
});
