/** A site that answers the import as a test says, and the items that are sent to it. */
import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach } from 'vitest';
import { openApi } from '../../../src/cli/import/api.ts';
import type { ImportItem } from '../../../src/cli/import/item.ts';
import type { Outcome } from '../../../src/cli/import/report.ts';
import { sendAll } from '../../../src/cli/import/send.ts';
import { openState } from '../../../src/cli/import/state.ts';
import { newFolder } from './files.ts';

type Answer = [status: number, body: object, headers?: Record<string, string>];
const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Gives its address. */
export async function serve(handle: RequestListener): Promise<string> {
  const server = createServer(handle);
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

/** `call` is the method and the path below `/api/v1`. */
export const fakeSite = (handle: (call: string, body: string) => Answer): Promise<string> =>
  serve((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      const call = `${request.method} ${request.url?.replace('/api/v1', '')}`;
      const [status, value, headers] = handle(call, body);
      response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(JSON.stringify(value));
    });
  });

export const item = (id: string): ImportItem => ({
  id,
  lang: 'en',
  title: id,
  markdown: `# ${id}\n\nText.\n`,
  topics: [],
  state: 'published',
  oldUrls: [],
  oldSlugs: [],
  oldPaths: [],
  corrections: [],
  losses: [],
});

export const send = (
  url: string,
  items: ImportItem[],
  aim: 'review' | 'publish',
  folder = newFolder(),
): Promise<Outcome[]> => {
  const api = openApi({ url, token: 'drg_x' });
  const state = openState(folder, url);
  return sendAll(items, { api, publisher: api, state, aim, onItem: () => {} });
};
