/**
 * Builds the Worker into `dist/worker`, for wrangler, which runs this before it starts or deploys the site. The
 * modules that src/index.ts imports when they are needed become files of their own. A file that would be the
 * same is left alone: a running `wrangler dev` reloads, and forgets its queue, when one is written.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { minifiedTexts } from './browser-texts.ts';
import { inlinedEnums } from './enums.ts';
import { withoutStatements, withoutUnreadYaml } from './unread.ts';
import { root } from './wrangler.ts';

export interface Built {
  /** Path in the folder to text; the entry is `index.js`. */
  files: ReadonlyMap<string, string>;
  metafile: Metafile;
}

/** As wrangler bundles, but in several files: `split`, or with everything in the one that the entry becomes. */
export async function buildWorker(entry: string, shape: 'split' | 'single'): Promise<Built> {
  const outdir = join(root, 'dist/worker');
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: { index: entry },
    outdir,
    chunkNames: 'parts/[name]-[hash]',
    write: false,
    metafile: true,
    bundle: true,
    splitting: shape === 'split',
    format: 'esm',
    target: 'es2024',
    minify: true,
    // As the sources are written: escaped, every letter of the Chinese words would be six.
    charset: 'utf8',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['cloudflare:*', 'node:*'],
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [withoutStatements, withoutUnreadYaml, inlinedEnums, minifiedTexts],
    jsx: 'automatic',
    jsxImportSource: '#jsx',
    logLevel: 'warning',
  });
  return { files: new Map(outputFiles.map(({ path, text }) => [relative(outdir, path), text])), metafile };
}

const unchanged = (path: string, text: string): boolean => {
  try {
    return readFileSync(path, 'utf8') === text;
  } catch {
    return false;
  }
};

/** Makes a folder hold exactly these files. */
export function writeBuilt(folder: string, { files }: Built): void {
  for (const [name, text] of files) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    if (!unchanged(path, text)) writeFileSync(path, text);
  }
  for (const found of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(found.parentPath, found.name);
    if (found.isFile() && !files.has(relative(folder, path))) rmSync(path);
  }
}

if (import.meta.main) writeBuilt(join(root, 'dist/worker'), await buildWorker('src/index.ts', 'split'));
