import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import {
  completeVariants,
  type PictureEnv,
  storePicture,
  storeUploaded,
  uploadOriginal,
} from '../../../src/pipeline/pictures/keep.ts';
import { sniffPicture } from '../../../src/pipeline/pictures/sniff.ts';
import { exifSegment, isIn, png, pngHead, withSegments } from './samples.ts';

const at = Date.UTC(2026, 10, 20);
const moment = (now: number) => ({ now, settleSeconds: 45 });

async function photograph(width: number, height: number): Promise<Uint8Array<ArrayBuffer>> {
  const output = await env.IMAGES.input(new Blob([await png(width, height)]).stream()).output({
    format: 'image/jpeg',
  });
  const jpeg = new Uint8Array(await new Response(output.image()).arrayBuffer());
  return withSegments(jpeg, exifSegment(6));
}

async function filesOf(sha256: string): Promise<Map<string, Uint8Array>> {
  const { objects } = await env.PICTURES.list({ prefix: `images/${sha256}/` });
  const files = new Map<string, Uint8Array>();
  for (const { key } of objects) {
    const body = await env.PICTURES.get(key);
    if (body) files.set(key.slice(72), new Uint8Array(await body.arrayBuffer()));
  }
  return files;
}

const rowOf = (sha256: string) =>
  env.DB.prepare('select * from pictures where sha256 = ?').bind(sha256).first<Record<string, unknown>>();

const purgesOf = async (sha256: string) =>
  (
    await env.DB.prepare('select phase, due_at from purges where tags = ? order by due_at')
      .bind(`["picture:${sha256}"]`)
      .all()
  ).results;

/** The environment with some method of a binding replaced. */
const without = (part: 'IMAGES' | 'PICTURES', change: object): PictureEnv => ({
  DB: env.DB,
  PICTURES: env.PICTURES,
  IMAGES: env.IMAGES,
  [part]: new Proxy(env[part], {
    get(target, key) {
      const value = Reflect.get({ ...change }, key) ?? Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  }),
});

const quotaGone = () =>
  without('IMAGES', {
    input() {
      throw Object.assign(new Error('ERROR 9423: quota'), { code: 9423 });
    },
  });

it('makes seven files without EXIF and GPS, turned upright, none but the preview larger than the original', async () => {
  const bytes = await photograph(700, 500);
  expect(isIn(bytes, 'GPS-38')).toBe(true);
  const stored = await storePicture(env, bytes, moment(at));
  // Orientation 6: 700 × 500 on the sensor is 500 × 700 to a reader.
  expect(stored).toMatchObject({
    ok: true,
    value: { width: 500, height: 700, format: 'jpeg', variants: 'ready' },
  });
  if (!stored.ok) return;
  const files = await filesOf(stored.value.sha256);
  const sizes = [...files].map(([name, file]) => {
    const sniffed = sniffPicture(file);
    expect(isIn(file, 'GPS-38') || isIn(file, 'Exif')).toBe(false);
    return sniffed.ok ? [name, sniffed.value.format, sniffed.value.width, sniffed.value.height] : [name];
  });
  expect(sizes).toEqual([
    ['1600.jpeg', 'jpeg', 500, 700],
    ['1600.webp', 'webp', 500, 700],
    ['480.jpeg', 'jpeg', 480, 672],
    ['480.webp', 'webp', 480, 672],
    ['960.jpeg', 'jpeg', 500, 700],
    ['960.webp', 'webp', 500, 700],
    ['og.jpeg', 'jpeg', 1200, 630],
  ]);
  const original = await env.PICTURES.get(`originals/${stored.value.sha256}`);
  expect(new Uint8Array((await original?.arrayBuffer()) ?? new ArrayBuffer(0))).toEqual(bytes);
});

it.each([
  [1800, 1200],
  [700, 420],
  [90, 400],
])('crops the preview of a picture of %i × %i to 1200 × 630', async (width, height) => {
  const stored = await storePicture(env, await png(width, height), moment(at));
  expect(stored.ok).toBe(true);
  if (!stored.ok) return;
  const og = (await filesOf(stored.value.sha256)).get('og.jpeg') ?? new Uint8Array();
  expect(sniffPicture(og)).toMatchObject({ ok: true, value: { width: 1200, height: 630 } });
});

it('gives the same files and row when it runs twice, without encoding again', async () => {
  const bytes = await png(600, 400);
  const first = await storePicture(env, bytes, moment(at));
  const files = await filesOf(first.ok ? first.value.sha256 : '');
  const second = await storePicture(quotaGone(), bytes, moment(at + 5_000));
  expect(second).toEqual(first);
  expect(await filesOf(first.ok ? first.value.sha256 : '')).toEqual(files);
  expect(await rowOf(first.ok ? first.value.sha256 : '')).toMatchObject({ variants_at: at, created_at: at });
});

/** Nine pictures with all their files, on a machine that does other things too. */
const KILLED_MAX_MS = 30_000;

it('killed after any of its writes, the next run completes the picture', {
  timeout: KILLED_MAX_MS,
}, async () => {
  const clean = await storePicture(env, await png(500, 300), moment(at));
  const expected = clean.ok ? await filesOf(clean.value.sha256) : new Map();
  expect(expected.size).toBe(7);
  // Eight files are written; each run has other bytes, so that each begins from nothing.
  for (let survived = 0; survived < 8; survived++) {
    const bytes = await png(500, 300 + survived + 1);
    let left = survived;
    const dying = without('PICTURES', {
      put(key: string, value: Uint8Array, options: R2PutOptions) {
        if (left-- === 0) throw new Error('killed');
        return env.PICTURES.put(key, value, options);
      },
    });
    await expect(storePicture(dying, bytes, moment(at))).rejects.toThrow('killed');
    const stored = await storePicture(env, bytes, moment(at));
    expect(stored).toMatchObject({ ok: true, value: { variants: 'ready', height: 300 + survived + 1 } });
    if (stored.ok) expect([...(await filesOf(stored.value.sha256)).keys()]).toEqual([...expected.keys()]);
  }
});

it('keeps a picture without its metadata when Images fails, and completes it later', async () => {
  const bytes = await photograph(640, 400);
  const stored = await storePicture(quotaGone(), bytes, moment(at));
  expect(stored).toMatchObject({ ok: true, value: { width: 400, height: 640, variants: 'pending' } });
  if (!stored.ok) return;
  const { sha256 } = stored.value;
  const pending = await filesOf(sha256);
  expect([...pending.keys()]).toEqual(['pending']);
  expect(isIn(pending.get('pending') ?? new Uint8Array(), 'GPS-38')).toBe(false);
  expect(await rowOf(sha256)).toMatchObject({ variants_at: null });
  expect(await purgesOf(sha256)).toEqual([]);

  await expect(completeVariants(quotaGone(), sha256, moment(at + 1))).rejects.toThrow('try again later');
  const complete = await completeVariants(env, sha256, moment(at + 2));
  expect(complete).toMatchObject({ ok: true, value: { width: 400, height: 640, variants: 'ready' } });
  expect((await filesOf(sha256)).size).toBe(7);
  expect(await rowOf(sha256)).toMatchObject({ variants_at: at + 2 });
  // A queue message delivered twice finds nothing left to do.
  expect(await completeVariants(quotaGone(), sha256, moment(at + 3))).toEqual(complete);
  // Once: what readers got in its place goes, and again when what was under way has settled.
  expect(await purgesOf(sha256)).toEqual([
    { phase: 'now', due_at: at + 2 },
    { phase: 'settle', due_at: at + 2 + 45_000 },
  ]);
});

it('takes an upload at the door and makes its picture later', async () => {
  const bytes = await png(50, 40);
  const uploaded = await uploadOriginal(env, bytes);
  expect(uploaded).toMatchObject({ ok: true, value: expect.stringMatching(/^[0-9a-f]{64}$/) });
  const stored = await storeUploaded(env, uploaded.ok ? uploaded.value : '', moment(at));
  expect(stored).toMatchObject({ ok: true, value: { width: 50, height: 40, variants: 'ready' } });
  expect(await storeUploaded(env, '0'.repeat(64), moment(at))).toMatchObject({
    ok: false,
    error: { reason: 'upload_missing' },
  });
});

it('lets no decoder see a picture that its header refuses', async () => {
  const spy = without('IMAGES', {
    input() {
      throw new Error('decoded');
    },
  });
  const huge = pngHead(30_000, 30_000);
  expect(await storePicture(spy, huge, moment(at))).toMatchObject({
    ok: false,
    error: { reason: 'too_many_pixels' },
  });
  expect(await uploadOriginal(env, huge)).toMatchObject({ ok: false, error: { reason: 'too_many_pixels' } });
});

it('refuses a picture that is cut short, instead of showing half of it', async () => {
  const whole = await png(300, 200);
  const cut = whole.slice(0, whole.length / 2);
  expect(await storePicture(env, cut, moment(at))).toMatchObject({
    ok: false,
    error: { reason: 'damaged', again: 'never' },
  });
});
