/** A web server on this machine that holds the pictures a test's submissions name. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';

const folder = resolve(import.meta.dirname, '../../src/cli/sample/pictures');

export interface PictureHost {
  /** `localhost:PORT`, for `--local-picture-hosts`. */
  host: string;
  close: () => Promise<void>;
}

/** Answers every path with the same JPEG. */
export async function startPictureHost(): Promise<PictureHost> {
  const bytes = readFileSync(join(folder, 'river.jpeg'));
  const server = createServer((_, response) => {
    response.writeHead(200, { 'Content-Type': 'image/jpeg', 'Content-Length': bytes.length }).end(bytes);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('No port was given.');
  return {
    host: `localhost:${address.port}`,
    close: () => new Promise((done) => void server.close(() => done())),
  };
}
