/** wrangler.toml as an account needs it: with its own database ids, its address, and its domain. */

export interface Names {
  databases: string[];
  bindings: string[];
  buckets: string[];
  queues: string[];
}

const all = (toml: string, key: string): string[] => [
  ...new Set([...toml.matchAll(new RegExp(`^${key} = "([^"]+)"`, 'gm'))].map((found) => found[1] ?? '')),
];

/** What must exist in the account before the Worker can be deployed. */
export function namesIn(toml: string): Names {
  const databases = all(toml, 'database_name');
  const bindings = [...toml.matchAll(/\[\[d1_databases\]\]\s+binding = "([^"]+)"/g)].map(
    (found) => found[1] ?? '',
  );
  return {
    databases,
    bindings,
    buckets: all(toml, 'bucket_name'),
    queues: [...new Set([...all(toml, 'queue'), ...all(toml, 'dead_letter_queue')])],
  };
}

/** The same file with what only this account knows. The stand-in cache never leaves a laptop. */
export function deployConfig(
  toml: string,
  account: { ids: ReadonlyMap<string, string>; siteUrl: string; customDomain: string | undefined },
): string {
  let out = toml.replace(/^SITE_URL = ".*"$/m, `SITE_URL = "${account.siteUrl}"`);
  for (const [name, id] of account.ids) {
    out = out.replace(
      new RegExp(`(database_name = "${name}"\\s+database_id = ")[^"]*"`),
      (_, head: string) => `${head}${id}"`,
    );
  }
  if (account.customDomain === undefined) return out;
  const host = new URL(account.customDomain).host;
  const route = `routes = [{ pattern = "${host}", custom_domain = true }]\n`;
  return out.replace(/^workers_dev = true$/m, `workers_dev = false\n${route.trimEnd()}`);
}
