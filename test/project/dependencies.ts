/** What the Worker is made of beside our own code: every production package of the lockfile, with its licence. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

export const root = resolve(import.meta.dirname, '../..');

const names = z.record(z.string(), z.string()).default({});
const manifest = z.object({ dependencies: names, devDependencies: names });
const lockfile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.string().optional(),
      dependencies: names,
      optionalDependencies: names,
    }),
  ),
});
export type Lockfile = z.infer<typeof lockfile>;

const read = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'));
export const readManifest = () => manifest.parse(read('package.json'));
export const readLockfile = (): Lockfile => lockfile.parse(read('package-lock.json'));

export interface Package {
  name: string;
  version: string;
  licence: string;
}

/** Licences that ask for no more than their text and a name. Whatever is not here is to be looked at first. */
const permissive: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'PSF-2.0',
  'Unlicense',
]);

/** Of an expression such as `(MIT OR GPL-3.0)` one permissive choice is enough; of `MIT AND X` each must be. */
export const isPermissive = (licence: string): boolean =>
  licence
    .replaceAll(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((one) => permissive.has(one.trim())));

/** Of single files that ship, by their own heads: the manifest does not tell them. */
const ofFiles: Readonly<Record<string, string>> = { '@mozilla/readability': 'MPL-2.0' };
/** Looked at: MPL-2.0 binds JSDOMParser.js alone, which is taken as it is; its source stays in the registry. */
const lookedAt: Readonly<Record<string, string>> = { '@mozilla/readability': 'Apache-2.0 AND MPL-2.0' };

export const mayShip = ({ name, licence }: Pick<Package, 'name' | 'licence'>): boolean =>
  isPermissive(licence) || lookedAt[name] === licence;

/** As Node looks a package up: beside the one that asks, then outward. */
function findPackage(lock: Lockfile, from: string, name: string): string | undefined {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const path = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    if (path in lock.packages) return path;
    if (at === '') return undefined;
  }
}

/** The packages that `dependencies` of package.json bring, and theirs. Throws on one that the lockfile lacks. */
export function listProduction(lock: Lockfile): Package[] {
  const seen = new Set<string>();
  const open = [''];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const { dependencies, optionalDependencies } = lock.packages[at] ?? {};
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const found = findPackage(lock, at, name);
      if (found === undefined) {
        if (name in (optionalDependencies ?? {})) continue;
        throw new Error(`The lockfile has no ${name}, which ${at || 'package.json'} needs: npm install.`);
      }
      if (seen.has(found)) continue;
      seen.add(found);
      open.push(found);
    }
  }
  return [...seen].sort().map((path) => {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const { version = '', license = 'unknown' } = lock.packages[path] ?? {};
    return { name, version, licence: ofFiles[name] ? `${license} AND ${ofFiles[name]}` : license };
  });
}
