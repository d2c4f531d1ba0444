import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { advisories, isBefore, lookedUp, notLookedUp, openHoles } from './advisories.ts';
import {
  isPermissive,
  type Lockfile,
  listProduction,
  mayShip,
  readLockfile,
  readManifest,
  root,
} from './dependencies.ts';

const lock = readLockfile();
const manifest = readManifest();

it('ships packages of permissive licences, and of others that were looked at', () => {
  const production = listProduction(lock);
  expect(production.map(({ name }) => name)).toEqual(
    expect.arrayContaining(Object.keys(manifest.dependencies)),
  );
  expect(production.filter((one) => !mayShip(one))).toEqual([]);
});

it('ships no release with a known hole, and each package was looked up in the release that ships', () => {
  const production = listProduction(lock);
  expect(openHoles(production)).toEqual([]);
  const shipped = production.map(({ name, version }) => `${name}@${version}`).sort();
  expect(Object.values(lookedUp).flat().sort()).toEqual(shipped);
  // Nor is anything told of a package that is gone.
  const names = new Set(production.map(({ name }) => name));
  expect(advisories.filter(({ name }) => !names.has(name))).toEqual([]);
});

it('tells a package or a release that nobody looked up', () => {
  const hono = { name: 'hono', version: '99.0.0', licence: 'MIT' };
  const stranger = { name: 'nobody-knows-it', version: '1.0.0', licence: 'MIT' };
  expect(notLookedUp([hono, stranger])).toEqual(['hono@99.0.0', 'nobody-knows-it@1.0.0']);
});

it('tells a release with a hole from one without', () => {
  const older = [{ name: 'hono', version: '4.13.4', licence: 'MIT' }];
  expect(openHoles(older)).toEqual([expect.stringMatching(/^hono@4\.13\.4: .*GHSA-.*mended in 4\.13\.5$/)]);
  expect(isBefore('4.9.0', '4.12.0')).toBe(true);
  expect(isBefore('4.12.0', '4.12.0')).toBe(false);
  expect(isBefore('5.0.0', '4.12.34')).toBe(false);
});

it('knows which licences are permissive, also in expressions', () => {
  const free = ['MIT', '(MIT OR GPL-3.0-only)', 'MIT AND ISC', '(BSD-2-Clause OR MIT OR Apache-2.0)'];
  expect(free.filter((licence) => !isPermissive(licence))).toEqual([]);
  const bound = ['GPL-3.0-only', 'MIT AND GPL-3.0-only', 'unknown', 'SEE LICENSE IN LICENSE.md', 'BUSL-1.1'];
  expect(bound.filter(isPermissive)).toEqual([]);
  const looked = { name: '@mozilla/readability', licence: 'Apache-2.0 AND MPL-2.0' };
  expect(mayShip(looked)).toBe(true);
  expect(mayShip({ ...looked, name: 'another' })).toBe(false);
  expect(mayShip({ ...looked, licence: 'BUSL-1.1 AND MPL-2.0' })).toBe(false);
});

it('follows dependencies as Node does: the nearest copy, and what is optional may be missing', () => {
  const none = { dependencies: {}, optionalDependencies: {} };
  const made: Lockfile = {
    packages: {
      '': { ...none, dependencies: { a: '1' } },
      'node_modules/a': {
        ...none,
        version: '1',
        license: 'MIT',
        dependencies: { b: '2' },
        optionalDependencies: { win: '1' },
      },
      'node_modules/a/node_modules/b': { ...none, version: '2', license: 'GPL-3.0-only' },
      'node_modules/b': { ...none, version: '1', license: 'MIT' },
    },
  };
  expect(listProduction(made).map(({ name, version, licence }) => [name, version, licence])).toEqual([
    ['a', '1', 'MIT'],
    ['b', '2', 'GPL-3.0-only'],
  ]);
  delete made.packages['node_modules/a/node_modules/b'];
  delete made.packages['node_modules/b'];
  expect(() => listProduction(made)).toThrow('has no b, which node_modules/a needs');
});

it('has exact versions', () => {
  const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([]);
});

it('gives a reason in the README for each package, and for none that is gone', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const [, section = ''] = readme.split(/^## Dependencies$/m);
  const [tables = ''] = section.split(/^## /m);
  const [shipped = '', tools = ''] = tables.split(/^On the machine/m);
  const named = (text: string): string[] =>
    [...text.matchAll(/^\| (?!package |---)([^|]+) \|/gm)]
      .flatMap((row) => (row[1] ?? '').split(', '))
      .sort();
  expect(named(shipped)).toEqual(Object.keys(manifest.dependencies).sort());
  expect(named(tools)).toEqual(Object.keys(manifest.devDependencies).sort());
});
