/**
 * A real Chromium on a machine that has none: the packed browser of @sparticuz/chromium is unpacked once into
 * `.cache`, with libraries and fonts beside it, and driven by playwright-core. Nothing is
 * downloaded beyond npm's packages and nothing of the system is needed. Its own switches turn web security
 * off, so none of them is used: a test of what may execute must run in a browser as strict as the reader's.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { type Browser, chromium } from 'playwright-core';

const root = resolve(import.meta.dirname, '../..');
const packed = resolve(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), '..');

/** One regular and one bold face a script: fontconfig scans each file, and Han faces weigh 10 MB. */
const fontFiles = [
  'noto-sans/400Regular/NotoSans_400Regular.ttf',
  'noto-sans/700Bold/NotoSans_700Bold.ttf',
  'noto-serif/400Regular/NotoSerif_400Regular.ttf',
  'noto-serif/700Bold/NotoSerif_700Bold.ttf',
  'noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  'noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
  'noto-naskh-arabic/400Regular/NotoNaskhArabic_400Regular.ttf',
  'noto-naskh-arabic/700Bold/NotoNaskhArabic_700Bold.ttf',
];

/** Names that no file has (system-ui, Georgia, …) end at the last edit, as they end at a phone's own fonts. */
function fontsConf(folder: string): string {
  const others = '<family>Noto Sans SC</family><family>Noto Naskh Arabic</family>';
  const alias = (generic: string, first: string): string =>
    `<alias><family>${generic}</family><prefer><family>${first}</family>${others}</prefer></alias>`;
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/font-cache</cachedir>
  ${alias('serif', 'Noto Serif')}
  ${['sans-serif', 'monospace', 'system-ui'].map((generic) => alias(generic, 'Noto Sans')).join('\n  ')}
  <match target="pattern"><edit name="family" mode="append_last"><string>Noto Sans</string></edit></match>
</fontconfig>
`;
}

/** Unpacks into a folder of its own and renames it, so that two test processes cannot see half a browser. */
function unpack(folder: string): void {
  const making = `${folder}.${process.pid}`;
  mkdirSync(join(making, 'fonts'), { recursive: true });
  writeFileSync(
    join(making, 'chromium'),
    brotliDecompressSync(readFileSync(join(packed, 'bin/chromium.br'))),
    {
      mode: 0o755,
    },
  );
  // Debian's slim images lack NSS; the package brings Amazon Linux's.
  const libraries = brotliDecompressSync(readFileSync(join(packed, 'bin/al2023.tar.br')));
  execFileSync('tar', ['-x', '-C', making], { input: libraries });
  for (const file of fontFiles) {
    const target = join(root, 'node_modules/@expo-google-fonts', file);
    symlinkSync(target, join(making, 'fonts', file.slice(file.lastIndexOf('/') + 1)));
  }
  writeFileSync(join(making, 'fonts.conf'), fontsConf(folder));
  try {
    renameSync(making, folder);
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

const systemHasNss = (): boolean => {
  const found = spawnSync('ldconfig', ['-p'], { encoding: 'utf8' });
  return found.status === 0 && found.stdout.includes('libnss3.so') && found.stdout.includes('libnspr4.so');
};

/**
 * A new headless Chromium; the caller closes it. `args` are more of its switches. The first call on a machine takes
 * some seconds to unpack.
 */
export async function launchBrowser(args: string[] = []): Promise<Browser> {
  const { version }: { version: string } = JSON.parse(readFileSync(join(packed, 'package.json'), 'utf8'));
  // The fonts are part of what is unpacked: a number that changes with them.
  const folder = join(root, '.cache', `chromium-${version}-fonts-${fontFiles.length}`);
  if (!existsSync(folder)) {
    mkdirSync(dirname(folder), { recursive: true });
    unpack(folder);
  }
  const libraries = systemHasNss() ? {} : { LD_LIBRARY_PATH: join(folder, 'lib') };
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args: ['--no-sandbox', ...args],
    env: { ...process.env, ...libraries, FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  });
}
