/** What is uploaded is a picture or is refused; what is served is made anew, and nobody gets what was uploaded. */
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { processSubmission } from '../../src/queue/process-submission.ts';
import { originalKey } from '../../src/store/picture-files.ts';
import { bytesOf, png, pngChunk } from '../pipeline/pictures/samples.ts';
import { ask, makeWorld, type World } from './world.ts';

const script = '<script>alert(1)</script><svg onload=alert(1)>';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const upload = (name: string, type: string, bytes: Uint8Array<ArrayBuffer>): Promise<Response> => {
  const form = new FormData();
  form.set('lang', 'en');
  form.set('markdown', `# A report with ${name}\n\nText.`);
  form.set('header_image', new File([bytes], name, { type }));
  const headers = { authorization: `Bearer ${world.token}` };
  return ask('/api/v1/submissions', { method: 'POST', body: form, headers });
};

describe('refuses', () => {
  it.each([
    ['an SVG', 'a.svg', 'image/svg+xml', `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`],
    ['an SVG that says it is a JPEG', 'a.jpg', 'image/jpeg', `<?xml version="1.0"?><svg onload="alert(1)"/>`],
    ['HTML that says it is a picture', 'a.png', 'image/png', `<!doctype html>${script}`],
    ['HTML behind a byte order mark', 'a.gif', 'image/gif', `\u00ef\u00bb\u00bf${script}`],
    ['a GIF that is a script', 'a.gif', 'image/gif', 'GIF89a=1;alert(1)//'],
    ['a bitmap that is a page', 'a.bmp', 'image/bmp', `BM${script}`],
    ['a JPEG of three bytes and a page', 'a.jpg', 'image/jpeg', `\u00ff\u00d8\u00ff${script}`],
    ['a PDF', 'a.jpg', 'image/jpeg', '%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>'],
    ['a ZIP', 'a.jpg', 'image/jpeg', 'PK\u0003\u0004 mimetype'],
    ['an XML with a style sheet', 'a.png', 'image/png', '<?xml-stylesheet href="data:text/xsl,x"?><x/>'],
    ['a WebP without a picture', 'a.webp', 'image/webp', `RIFF\u0010\u0000\u0000\u0000WEBP${script}`],
  ])('%s', async (_, name, type, text) => {
    const answer = await upload(name, type, bytesOf(text));
    expect(answer.status).toBe(422);
    const { errors } = (await answer.json()) as { errors: { field: string }[] };
    expect(errors.map(({ field }) => field)).toEqual(['header_image']);
  });
});

/** A picture that every decoder takes, with a page before its pixels and another behind them. */
async function polyglot(): Promise<Uint8Array<ArrayBuffer>> {
  const comment = bytesOf(`Comment\u0000${script}`);
  return bytesOf(await png(320, 200, [pngChunk('tEXt', comment)]), script);
}

describe('a picture that is a page too', () => {
  let sha256 = '';
  beforeAll(async () => {
    const answer = await upload('"><img src=x onerror=alert(1)>.png', 'text/html', await polyglot());
    expect(answer.status).toBe(202);
    const { id } = (await answer.json()) as { id: string };
    await processSubmission({ env, config: readConfig(env), db: env.DB, now: Date.now() }, id);
    const row = await env.DB.prepare('select header_sha256 from revisions where submission_id = ?')
      .bind(id)
      .first('header_sha256');
    sha256 = String(row);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each(['480.webp', '480.jpeg', '960.webp', '960.jpeg', '1600.webp', '1600.jpeg', 'og.jpeg'])(
    'is served as %s without the page, under a type that cannot run',
    async (name) => {
      const answer = await ask(`/images/${sha256}/${name}`);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe(`image/${name.split('.')[1]}`);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
      const text = new TextDecoder('latin1').decode(await answer.arrayBuffer());
      expect(/script|onload|alert/.test(text)).toBe(false);
    },
  );

  it('keeps the original where no address leads', async () => {
    const kept = await env.PICTURES.get(originalKey(sha256));
    const original = new TextDecoder('latin1').decode(await kept?.arrayBuffer());
    expect(original).toContain(script);
    const up = [
      '..',
      '%2e%2e',
      '%2E%2e',
      '.%2e',
      '..%2f..',
      '..%5c',
      '%252e%252e',
      '..;',
      '%c0%ae%c0%ae',
      '..%00',
    ];
    const paths = [
      `/originals/${sha256}`,
      `/images/originals/${sha256}`,
      `/images//originals/${sha256}`,
      `/images/originals%2f${sha256}`,
      `/images/originals%2F${sha256}/480.webp`,
      `/images/%6friginals/${sha256}`,
      `/images/ORIGINALS/${sha256}`,
      `/images/${sha256}`,
      `/images/${sha256}/`,
      `/images/${sha256}/pending`,
      `/images/${sha256}/%70ending`,
      `/images/${sha256.toUpperCase()}/480.webp`,
      `/images/${sha256}%2f480.webp`,
      `/images/${sha256}/480.webp%00`,
      `/images/${sha256}/480.webp.html`,
      `/images/${sha256}/480.svg`,
      `/images/${sha256}/og.html`,
      `/images%2foriginals%2f${sha256}`,
      ...up.flatMap((dots) => [
        `/images/${dots}/originals/${sha256}`,
        `/images/${dots}%2foriginals%2f${sha256}`,
        `/images/${sha256}/${dots}/${dots}/originals/${sha256}`,
        `/images/${sha256}/${dots}%2f${dots}%2foriginals%2f${sha256}`,
        `/images/${sha256}/480.webp/${dots}/${dots}/${dots}/originals/${sha256}`,
      ]),
    ];
    for (const path of paths) {
      let answer = await ask(path);
      for (let hop = 0; hop < 3 && answer.status === 301; hop++)
        answer = await ask(answer.headers.get('location') ?? '');
      const text = new TextDecoder('latin1').decode(await answer.arrayBuffer());
      expect([path, answer.status, text.includes(script)]).toEqual([path, 404, false]);
    }
  });
});
