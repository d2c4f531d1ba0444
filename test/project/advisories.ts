/**
 * Known holes in what the Worker ships, as they were published, and a release without them. Looked up by hand,
 * because the registry's own audit cannot be asked everywhere; `npm run audit` asks it where it can. Looked at were
 * the issues and pull requests of each package's repository, those of github/advisory-database and of projects that
 * cite an advisory, changelogs and security policies, and files that cite an id of Snyk's. The advisory database
 * itself was not at hand whole.
 */
import type { Package } from './dependencies.ts';

/**
 * Every package that ships, as pinned, by the day of its look-up: what was published later is not here. Of those
 * without an entry in `advisories` nothing was found. A new package or release belongs here once it was looked up.
 */
export const lookedUp: Readonly<Record<string, readonly string[]>> = {
  '2026-11-26': [
    '@hexagon/base64@1.1.28',
    '@levischuck/tiny-cbor@0.2.11',
    '@mozilla/readability@0.6.0',
    '@peculiar/asn1-android@2.10.0',
    '@peculiar/asn1-asym-key@2.11.1',
    '@peculiar/asn1-cms@2.11.1',
    '@peculiar/asn1-csr@2.11.1',
    '@peculiar/asn1-ecc@2.11.1',
    '@peculiar/asn1-pfx@2.11.1',
    '@peculiar/asn1-pkcs8@2.11.1',
    '@peculiar/asn1-pkcs9@2.11.1',
    '@peculiar/asn1-rsa@2.11.1',
    '@peculiar/asn1-schema@2.11.1',
    '@peculiar/asn1-x509@2.11.1',
    '@peculiar/asn1-x509-attr@2.11.1',
    '@peculiar/asn1-x509-post-quantum@2.11.1',
    '@peculiar/utils@2.0.3',
    '@peculiar/x509@2.2.0',
    '@simplewebauthn/server@14.0.3',
    'argparse@3.0.4',
    'asn1js@3.1.0',
    'drizzle-orm@0.45.4',
    'entities@9.0.0',
    'hono@4.13.19',
    'js-yaml@5.5.0',
    'marked@18.2.1',
    'parse5@8.1.1',
    'pvtsutils@1.3.6',
    'pvutils@1.2.0',
    'reflect-metadata@0.2.2',
    'tslib@1.14.1',
    'tslib@2.9.1',
    'tsyringe@4.10.0',
    'zod@4.6.7',
  ],
};

export interface Advisory {
  name: string;
  ids: readonly string[];
  what: string;
  /** The first release of our line known to be without it, or why it cannot reach us in any release. */
  mended: { in: string } | { because: string };
}

export const advisories: readonly Advisory[] = [
  {
    name: 'hono',
    ids: ['GHSA-crvj-82cr-hjcx', 'GHSA-g6gw-c38x-mqfc', 'GHSA-gqvv-2mrq-wpjv'],
    what: 'parsing of bodies and others, September 2026',
    mended: { in: '4.13.5' },
  },
  { name: 'hono', ids: ['GHSA-8j4g-w8fx-2239'], what: 'slow CORS header', mended: { in: '4.12.34' } },
  {
    name: 'hono',
    ids: ['GHSA-88fw-hqm2-52qc', 'GHSA-j6c9-x7qj-28xf', 'GHSA-wwfh-h76j-fc44'],
    what: 'CORS reflecting any origin, static files on Windows, Lambda',
    mended: { in: '4.12.25' },
  },
  {
    name: 'hono',
    ids: ['GHSA-f577-qrjj-4474', 'GHSA-xrhx-7g5j-rcj5', 'GHSA-3hrh-pfw6-9m5x', 'GHSA-2gcr-mfcq-wcc3'],
    what: 'JWT scheme, IPv6 restriction, cookie attributes, mount prefix',
    mended: { in: '4.12.21' },
  },
  {
    name: 'hono',
    ids: ['GHSA-p77w-8qqv-26rm', 'GHSA-69xw-7hcm-h432', 'GHSA-9vqf-7f2p-gf9v'],
    what: 'cache middleware and Vary, JSX tag names, body limit of chunked requests',
    mended: { in: '4.12.18' },
  },
  {
    name: 'drizzle-orm',
    ids: ['CVE-2026-39356'],
    what: 'identifiers not escaped; our queries are plain SQL without any from outside',
    mended: { in: '0.45.2' },
  },
  {
    name: 'marked',
    ids: ['GHSA-6v9c-7cg6-27q7'],
    what: 'endless recursion on a tab and a vertical tab',
    mended: { in: '18.0.2' },
  },
  {
    name: 'js-yaml',
    ids: [
      'GHSA-2883-xcg3-v3hh',
      'GHSA-5p4m-2wfm-xmqj',
      'GHSA-52cp-r559-cp3m',
      'GHSA-h67p-54hq-rp68',
      'GHSA-mh29-5h37-fv8m',
    ],
    what: 'merge keys and ordered maps: quadratic time, prototype pollution',
    mended: {
      because: 'front matter is read as events under the failsafe schema, which knows neither, within bounds',
    },
  },
  {
    name: '@mozilla/readability',
    ids: ['GHSA-3p6v-hrg8-8qj7'],
    what: 'slow regular expression',
    mended: { in: '0.6.0' },
  },
  { name: 'zod', ids: ['GHSA-m95q-7qp3-xv42'], what: 'slow pattern for e-mail', mended: { in: '3.22.3' } },
  {
    name: 'asn1js',
    ids: ['PeculiarVentures/ASN1.js#131'],
    what: 'recursion without a bound; bounded at 100 levels',
    mended: { in: '3.0.10' },
  },
  {
    // Still open there. 3.1.0 reserves for each number what it takes, which was tried: 254 kB in 0.13 s, and linear.
    name: 'asn1js',
    ids: ['PeculiarVentures/ASN1.js#148'],
    what: 'long object identifiers: quadratic time and memory; a signature has 1.5 kB here at most',
    mended: { in: '3.1.0' },
  },
  {
    // From .jules/sentinel.md at that commit; 2.2.0 does not look at the constraints either.
    name: '@peculiar/x509',
    ids: ['PeculiarVentures/x509@1d1fe4c'],
    what: 'certificate chains over issuers that are no authority',
    mended: {
      because: 'chains are built for attestation statements, and none is ever read (src/auth/webauthn.ts)',
    },
  },
];

const parts = (version: string): number[] => version.split('.').map(Number);

/** Whether a release comes before another; both are three numbers. */
export function isBefore(version: string, other: string): boolean {
  const [a, b] = [parts(version), parts(other)];
  const at = a.findIndex((part, n) => part !== b[n]);
  return at >= 0 && (a[at] ?? 0) < (b[at] ?? 0);
}

/** Of the packages, those that nobody looked up in the release that ships, as `name@version`. */
export function notLookedUp(packages: readonly Package[]): string[] {
  const known = new Set(Object.values(lookedUp).flat());
  return packages.map(({ name, version }) => `${name}@${version}`).filter((one) => !known.has(one));
}

/** Of the packages, those that are older than a release without a known hole. */
export const openHoles = (packages: readonly Package[]): string[] =>
  packages.flatMap(({ name, version }) =>
    advisories.flatMap(({ name: of, ids, what, mended }) =>
      of === name && 'in' in mended && isBefore(version, mended.in)
        ? [`${name}@${version}: ${what} (${ids.join(', ')}); mended in ${mended.in}`]
        : [],
    ),
  );
