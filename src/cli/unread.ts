/**
 * What @simplewebauthn/server brings for attestation statements, left out of the Worker. The desk asks for no
 * attestation and makes the empty statement itself (src/auth/webauthn.ts), so no verifier of a statement, no
 * certificate and no revocation list is ever reached; a bundler cannot know that, since the library names them all.
 * A statement that came this far all the same would be refused by an error, as the library refuses.
 */
import { basename } from 'node:path';
import type { Plugin } from 'esbuild';

/** Each of these files exports one function, of the file's own name. */
const statements =
  /@simplewebauthn[\\/]server[\\/]esm[\\/](?:registration[\\/]verifications[\\/].+|helpers[\\/]convertX509PublicKeyToCOSE)\.js$/;

/** Nothing runs by their being imported, which they do not declare. */
const inert = /^@simplewebauthn\/server(?:\/helpers)?$/;

export const withoutStatements: Plugin = {
  name: 'without attestation statements',
  setup({ onLoad, onResolve, resolve }) {
    onLoad({ filter: statements }, ({ path }) => ({
      contents: `export function ${basename(path, '.js')}() { throw new Error('Attestation statements are not read.'); }`,
    }));
    onResolve({ filter: inert }, async ({ path, pluginData, ...rest }) => {
      if (pluginData === withoutStatements) return undefined;
      const { importer, kind, namespace, resolveDir } = rest;
      const found = await resolve(path, {
        importer,
        kind,
        namespace,
        resolveDir,
        pluginData: withoutStatements,
      });
      return { ...found, sideEffects: false };
    });
  },
};
