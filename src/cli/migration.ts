/**
 * `npm run migration -- --name NAME`: drizzle-kit writes the next migration from src/store/schema, and this
 * adds what drizzle-kit cannot say: STRICT, so that D1 refuses a value of the wrong type. A landed migration
 * never changes, so only files made by this run are touched.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const folder = 'migrations/main';
const list = (): string[] => {
  try {
    return readdirSync(folder).filter((file) => file.endsWith('.sql'));
  } catch {
    return [];
  }
};

const before = new Set(list());
const made = spawnSync('drizzle-kit', ['generate', ...process.argv.slice(2)], {
  stdio: 'inherit',
  shell: false,
});
if (made.status !== 0) process.exit(made.status ?? 1);
for (const file of list().filter((name) => !before.has(name))) {
  const path = `${folder}/${file}`;
  const sql = readFileSync(path, 'utf8').replace(/^(CREATE TABLE [\s\S]*?\n\));/gm, '$1 STRICT;');
  writeFileSync(path, sql);
  console.log(`${path}: tables made STRICT`);
}
