/**
 * `npm run deploy`: from an empty Cloudflare account to a running site. Every step looks first and makes only
 * what is missing, so it is safe to repeat: after a failure, and for each new release.
 */
import { parseArgs } from 'node:util';
import { execute } from './database.ts';
import { type Step, wranglerCloud } from './deploy/cloud.ts';
import { cloudPlan } from './deploy/plan.ts';
import { smokeCheck } from './deploy/smoke.ts';
import { usage, withClearErrors } from './errors.ts';

const help = `npm run deploy -- [--url https://news.example.org] [--dry-run]

  --url      address of the site; a host on a zone of your account becomes a custom domain.
             Without it the site is at https://dragoman.YOUR-SUBDOMAIN.workers.dev
  --dry-run  prints every step and builds the Worker, without an account and without a network`;

await withClearErrors(async () => {
  const { values } = parseArgs({
    options: {
      url: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return console.log(help);
  if (values.url !== undefined && !/^https:\/\/[^/?#]+\/?$/.test(values.url)) {
    throw usage(
      `"${values.url}" is no address of a site. Give https:// and a host, nothing behind it.`,
      help,
    );
  }
  const mode = values['dry-run'] ? 'dry-run' : 'real';
  const cloud = wranglerCloud(mode);
  const plan = cloudPlan(cloud, values.url?.replace(/\/$/, ''));
  let n = 0;
  for (const step of plan.steps) {
    n += 1;
    await runStep(step, n, plan.steps.length);
  }
  if (mode === 'dry-run') {
    console.log(
      '\nDry run: nothing was made. Then the address is checked: page, HIT on the second request, health, headers, that ' +
        'cron is set, and that a purge which cron does clears the page.',
    );
    return;
  }
  const { siteUrl, adminLink, printed } = plan.outcome();
  // Before the checks: one that fails must not take the link along.
  console.log(`\n  Dragoman    ${siteUrl}/`);
  if (adminLink) console.log(`  First admin ${adminLink}   (works once)`);
  console.log('');
  await smokeCheck({ siteUrl, printed, ask: (statement) => execute('remote', [statement]) });
});

async function runStep(step: Step, n: number, of: number): Promise<void> {
  console.log(`${n}/${of} ${step.title}`);
  const said = await step.run();
  if (said) console.log(`    ${said}`);
}
