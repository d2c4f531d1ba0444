import * as z from 'zod/mini';
import { SETTLE_MAX_SECONDS } from './limits.ts';

/** The Worker's bindings, as wrangler.toml declares them. */
export interface Bindings {
  DB: D1Database;
  SEARCH: D1Database;
  PICTURES: R2Bucket;
  IMAGES: ImagesBinding;
  QUEUE: Queue<unknown>;
  DOOR_LIMIT: RateLimit;
  ENTRY_LIMIT: RateLimit;
  SEARCH_LIMIT: RateLimit;
  SITE_URL: string;
  EDGE_CACHE: string;
  SETTLE_SECONDS: string;
  /** Local development only: hosts, with ports, that pictures may be fetched from though they are loopback. */
  LOCAL_PICTURE_HOSTS?: string;
  /** SHA-256 of the one-time link that `npm start` prints, or that `npm run deploy` makes. */
  FIRST_ADMIN_LINK_SHA256?: string;
  /** Cloudflare Access before the desk: the team's host, and the audience tag of the desk's application. Both or neither. */
  ACCESS_TEAM_DOMAIN?: string;
  ACCESS_AUD?: string;
}

/** The Access application that stands before the desk. */
export interface AccessConfig {
  /** `https://<team>.cloudflareaccess.com`: who signs, and where the keys are. */
  issuer: string;
  aud: string;
}

export interface Config {
  /** Origin without a trailing slash; every absolute URL starts with it, since the cache key has no host. */
  siteUrl: string;
  edgeCache: 'workers' | 'stand-in';
  /** From a change to its second purge, where the site's settings do not say it. */
  settleSeconds: number;
  localPictureHosts: readonly string[];
  firstAdminLinkSha256?: string;
  access?: AccessConfig;
}

/** A var that is set to nothing is not set. */
const unlessEmpty = (value: string | undefined): string | undefined => (value === '' ? undefined : value);

const vars = z.object({
  SITE_URL: z.url({ protocol: /^https?$/ }),
  EDGE_CACHE: z.enum(['workers', 'stand-in']),
  SETTLE_SECONDS: z.coerce.number().check(z.int(), z.gte(0), z.lte(SETTLE_MAX_SECONDS)),
  LOCAL_PICTURE_HOSTS: z.optional(z.string()),
  FIRST_ADMIN_LINK_SHA256: z.optional(z.string().check(z.regex(/^[0-9a-f]{64}$/))),
  ACCESS_TEAM_DOMAIN: z.optional(
    z
      .string()
      .check(
        z.regex(
          /^(?:(?:https:\/\/)?[a-z0-9-]+(?:\.[a-z0-9-]+)+\/?)?$/,
          'give the host of your team, as yourteam.cloudflareaccess.com',
        ),
      ),
  ),
  ACCESS_AUD: z.optional(
    z.string().check(z.regex(/^(?:[\w-]{16,128})?$/, 'give the Application Audience (AUD) tag')),
  ),
});

/** Half of it would be no wall at all, or one that nobody passes. */
function readAccess(domain: string | undefined, aud: string | undefined): AccessConfig | undefined {
  if (domain === undefined && aud === undefined) return undefined;
  if (domain === undefined || aud === undefined) {
    const missing = domain === undefined ? 'ACCESS_TEAM_DOMAIN' : 'ACCESS_AUD';
    throw new Error(
      `The Worker's vars are not usable (${missing} is missing). For Cloudflare Access before the desk set both ACCESS_TEAM_DOMAIN and ACCESS_AUD under [vars] in wrangler.toml, or neither.`,
    );
  }
  return { issuer: `https://${domain.replace(/^https:\/\//, '').replace(/\/$/, '')}`, aud };
}

/** Parses the vars of a Worker. Throws an error that names the var and the remedy. */
export function readVars(env: object): Config {
  const read = vars.safeParse(env);
  if (!read.success) {
    const what = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw new Error(`The Worker's vars are not usable (${what}). Set them under [vars] in wrangler.toml.`);
  }
  const { SITE_URL, EDGE_CACHE, SETTLE_SECONDS, LOCAL_PICTURE_HOSTS, FIRST_ADMIN_LINK_SHA256 } = read.data;
  const access = readAccess(unlessEmpty(read.data.ACCESS_TEAM_DOMAIN), unlessEmpty(read.data.ACCESS_AUD));
  // Loopback hosts are an SSRF hole anywhere but in local development, which is where the stand-in runs.
  const local = EDGE_CACHE === 'stand-in' ? (LOCAL_PICTURE_HOSTS ?? '').split(',').filter(Boolean) : [];
  return {
    siteUrl: new URL(SITE_URL).origin,
    edgeCache: EDGE_CACHE,
    settleSeconds: SETTLE_SECONDS,
    localPictureHosts: local,
    ...(FIRST_ADMIN_LINK_SHA256 ? { firstAdminLinkSha256: FIRST_ADMIN_LINK_SHA256 } : {}),
    ...(access ? { access } : {}),
  };
}

const known = new WeakMap<object, Config>();

/** The vars of this Worker, read once an isolate. Throws as `readVars` does. */
export function readConfig(env: Bindings): Config {
  const found = known.get(env);
  if (found) return found;
  const config = readVars(env);
  known.set(env, config);
  return config;
}

/** What every Hono handler of this Worker finds in its context. */
export interface AppEnv {
  Bindings: Bindings;
  Variables: {
    config: Config;
    /** Milliseconds; read once a request. */
    now: number;
    /** Names the request in logs and private answers; made when it is first asked for. */
    requestId: () => string;
  };
}

/** What work that outlives its request needs of the platform; Hono's and the runtime's contexts both have it. */
export type Waiting = Pick<ExecutionContext, 'waitUntil'>;
