/**
 * What @simplewebauthn/server brings that the Worker never reaches, left out of it; a bundler cannot know that, since
 * the library names it all. The desk asks for no attestation and makes the empty statement itself
 * (src/auth/webauthn.ts), so no verifier of a statement, no certificate and no revocation list is ever read. A
 * statement that came this far all the same would be refused by an error, as the library refuses. What is left to be
 * read of ASN.1 is the signature of a P-256 key, two numbers, and for those the desk has a reader of its own.
 */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Plugin } from 'esbuild';
import { root } from './wrangler.ts';

/** Each of these files exports one function, of the file's own name. */
const statements =
  /@simplewebauthn[\\/]server[\\/]esm[\\/](?:registration[\\/]verifications[\\/].+|helpers[\\/]convertX509PublicKeyToCOSE)\.js$/;

/** Only such texts, in PEM: who vouches for statements. */
const certificates = /@simplewebauthn[\\/]server[\\/]esm[\\/]services[\\/]defaultRootCerts[\\/].+\.js$/;

const signature = /@simplewebauthn[\\/]server[\\/]esm[\\/].+[\\/]unwrapEC2Signature\.js$/;

/** Nothing runs by their being imported, which they do not declare. */
const inert = /^@simplewebauthn\/server(?:\/helpers)?$/;

export const withoutStatements: Plugin = {
  name: 'without attestation statements',
  setup({ onLoad, onResolve, resolve }) {
    onLoad({ filter: statements }, ({ path }) => ({
      contents: `export function ${basename(path, '.js')}() { throw new Error('Attestation statements are not read.'); }`,
    }));
    onLoad({ filter: certificates }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/`[^`]*`/g, "''"),
    }));
    onLoad({ filter: signature }, () => ({
      contents: "export { unwrapEC2Signature } from './ecdsa-signature.ts';",
      resolveDir: join(root, 'src/auth'),
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

/** A value at the top level of a module: from `var` to the end of its line, or of what is opened there. */
const value = /^var ([\w$]+) = (?!class )(.*(?:(?<=[{[(])\n(?:.*\n)*?[}\])].*)?);$/gm;

/** Says of each value that it may be left out where nothing reads it, which making it does not show. */
export const withPureValues = (text: string): string =>
  text.replace(
    value,
    (_, name: string, made: string) => `var ${name} = /* @__PURE__ */ (() => (${made}))();`,
  );

/**
 * js-yaml's one file makes its tags, its schemas and the settings of its writer when it is loaded, by calls, so that
 * a bundler keeps them all. Front matter is read by the smallest schema, and nothing is ever written.
 */
export const withoutUnreadYaml: Plugin = {
  name: 'without what is not read of js-yaml',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]js-yaml[\\/]dist[\\/]js-yaml\.mjs$/ }, ({ path }) => ({
      contents: withPureValues(readFileSync(path, 'utf8')),
    }));
  },
};
