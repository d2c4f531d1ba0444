import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { wranglerEnv } from '../../src/cli/wrangler.ts';

it('runs the build on the Node that runs the command, whatever PATH holds', () => {
  const before = process.env.PATH;
  // As from a shell in which npm did not put node_modules/.bin first.
  process.env.PATH = '/usr/local/bin:/usr/bin:/bin';
  try {
    const used = execFileSync('sh', ['-c', 'node --version'], { env: wranglerEnv(), encoding: 'utf8' });
    expect(used.trim()).toBe(process.version);
  } finally {
    process.env.PATH = before;
  }
});
