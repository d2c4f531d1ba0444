/** The desk's forms as a browser without script sends them, for what has no call in the API. */
import type { Site } from '../browser/site.ts';

/** Of a signed-in browser's storage. */
export interface Cookies {
  cookies: readonly { name: string; value: string }[];
}

export interface Desk {
  /** HTML of a page. */
  get: (path: string) => Promise<string>;
  /** Sends a form; the page that answers it, or where it sends on to. An answer that refuses it throws. */
  post: (path: string, fields: Record<string, string | Blob>) => Promise<{ to: string; html: string }>;
}

export async function deskOf(site: Site, session: Cookies): Promise<Desk> {
  const headers = {
    Cookie: session.cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
    Origin: site.url,
  };
  const get = async (path: string): Promise<string> => (await fetch(site.url + path, { headers })).text();
  const csrf = /name="csrf" value="([^"]+)"/.exec(await get('/desk/people'))?.[1] ?? '';
  return {
    get,
    post: async (path, fields) => {
      const body = new FormData();
      for (const [name, value] of Object.entries({ csrf, ...fields })) body.append(name, value);
      const answer = await fetch(site.url + path, { method: 'POST', redirect: 'manual', headers, body });
      const html = await answer.text();
      if (answer.status >= 400) throw new Error(`${path}: ${answer.status} ${html.slice(-3_000)}`);
      return { to: answer.headers.get('Location') ?? '', html };
    },
  };
}
