/** What may be typed at the desk beside the texts themselves, with attacks in every field that takes them. */

import { execute } from '../../src/cli/database.ts';
import { printGlossaryCsv } from '../../src/pipeline/glossary/csv.ts';
import type { GlossaryEntry } from '../../src/pipeline/glossary/entry.ts';
import type { Site } from '../browser/site.ts';
import type { Desk } from './desk-client.ts';
import { fitting, packs } from './packs.ts';

/** What was sent, for the count of the attacks in it. */
type Sent = string[];

/** Nothing listens there: what the site sends reaches nobody. */
export const nowhere = '127.0.0.1:9';

/** Few names, for fields that hold 120 characters. */
const names = packs(fitting(110), 115);

/** Terms that stand in the texts and are found there, one attack each, and terms of several attacks. */
export async function fillGlossary(desk: Desk): Promise<Sent> {
  const single = fitting(40).slice(0, 60);
  const terms = [...single, ...packs(fitting(190), 198)].map(
    (term, at, all): GlossaryEntry => ({
      term,
      translation: all[(at + 1) % all.length] ?? '',
      variants: [all[(at + 2) % all.length] ?? ''],
      forbidden: [single[at % single.length] ?? ''],
      note: all[(at + 3) % all.length] ?? '',
    }),
  );
  const file = new Blob([printGlossaryCsv(terms)], { type: 'text/csv' });
  await desk.post('/desk/glossary/import', { from: 'zh-Hans', to: 'en', file });
  return terms.map(({ term }) => term);
}

/** The paths of their pages; the first is told of everything. */
export async function addWebhooks(desk: Desk): Promise<{ paths: string[]; sent: Sent }> {
  const sent = packs(fitting(500), 700).slice(0, 8);
  for (const [at, text] of sent.entries()) {
    const url = `http://${nowhere}/${at}/${encodeURIComponent(text)}?${encodeURIComponent(text)}`.slice(
      0,
      2_000,
    );
    const events = at === 0 ? 'published' : 'withdrawn';
    await desk.post('/desk/webhooks', { url, events });
  }
  const list = await desk.get('/desk/webhooks');
  const found = list.matchAll(/href="(\/desk\/webhooks\/[0-9a-f-]{36})"/g);
  return { paths: [...new Set([...found].map((match) => match[1] ?? ''))], sent };
}

/** Two texts of one source that have nothing in common, for the comparison of both. */
export async function watchSource(desk: Desk, story: string): Promise<Sent> {
  const all = packs(fitting(2_000), 300);
  const half = Math.ceil(all.length / 2);
  await desk.post(`${story}/watch`, { to: 'on' });
  for (const part of [all.slice(0, half), all.slice(half)]) {
    await desk.post(`${story}/snapshot`, { markdown: part.join('\n\n') });
  }
  return all;
}

/** A remark that quotes what the text does not hold any more, so that the quote is shown as well. */
export async function comment(desk: Desk, article: string, at: number): Promise<Sent> {
  const [notes, quotes] = [packs(fitting(1_900), 1_990), packs(fitting(900), 990)];
  const note = notes[at % notes.length] ?? '';
  const quote = quotes[at % quotes.length] ?? '';
  await desk.post(`/desk/articles/${article}/review/comments`, { at: '0', note, quote });
  return [note, quote];
}

/** The paths of the drafts' own pages. */
export async function keepDrafts(desk: Desk): Promise<{ paths: string[]; sent: Sent }> {
  const heads = packs(fitting(180), 195);
  const addresses = packs(fitting(1_900), 1_990);
  const sent: Sent = [];
  const paths: string[] = [];
  for (let at = 0; at < 15; at++) {
    const [head = '', address = ''] = [heads[at], addresses[at]];
    const draft = `source:en:"><svg/onload=alert(${at})>`;
    const fields = { markdown: `${head}\n${address}`, source_url: address, topics: address, lang: head };
    await desk.post('/desk/drafts', { draft, ...fields, source_markdown: address });
    sent.push(head, address);
    paths.push(`/desk/submit?draft=${encodeURIComponent(draft)}`);
  }
  return { paths, sent };
}

export async function claimSources(desk: Desk): Promise<{ paths: string[]; sent: Sent }> {
  const sent = packs(fitting(500), 600).slice(0, 10);
  const paths: string[] = [];
  for (const text of sent) {
    const url = `https://claims.invalid/${encodeURIComponent(text)}`;
    paths.push((await desk.post('/desk/claims', { source_url: url, lang: 'en' })).to);
  }
  return { paths, sent };
}

/** Members and tokens; a link lets one in who gives that name. */
export async function nameEverybody(site: Site, desk: Desk): Promise<Sent> {
  const [members, tokens] = [names.slice(0, 5), names.slice(5, 50)];
  for (const name of members) {
    const { html } = await desk.post('/desk/people/invitations', { role: 'translator', lang: '' });
    const key = /enter\?key=([\w-]+)/.exec(html)?.[1] ?? '';
    const body = new URLSearchParams({ key, name, next: '/desk/' });
    const options = { method: 'POST', redirect: 'manual', headers: { Origin: site.url }, body } as const;
    const entered = await fetch(`${site.url}/desk/enter`, options);
    if (entered.status !== 303) throw new Error(`${name}: ${await entered.text()}`);
  }
  for (const name of tokens) await desk.post('/desk/people/tokens', { name, role: 'translator', days: '1' });
  return [...members, ...tokens];
}

/** Renames everyone who is credited. */
export async function renamePeople(desk: Desk): Promise<{ paths: string[]; sent: Sent }> {
  const paths: string[] = [];
  const people: string[] = [];
  for (let next: string | undefined = '/desk/settings/people'; next !== undefined && paths.length < 4; ) {
    paths.push(next);
    const html = await desk.get(next);
    people.push(
      ...[...html.matchAll(/action="(\/desk\/settings\/people\/[0-9a-f-]{36})"/g)].map(([, to = '']) => to),
    );
    next = /href="(\/desk\/settings\/people\?from=[^"]+)"/.exec(html)?.[1];
  }
  const sent: Sent = [];
  for (const [at, person] of people.entries()) {
    const name = names[at % names.length] ?? '';
    await desk.post(person, { name });
    sent.push(name);
  }
  return { paths, sent };
}

/**
 * Name, footer, disclaimer and licence of the site, in three languages. The form refuses a link that could run, so those
 * texts come past it, as from a database that was written by another hand: what shows them must hold by itself.
 */
export async function changeSettings(site: Site, desk: Desk): Promise<Sent> {
  const texts = packs(fitting(1_900), 1_990);
  const langs = ['en', 'de', 'zh-Hans'];
  const byField = Object.fromEntries(
    ['footer', 'disclaimer', 'licence'].map((field, n) => [
      field,
      Object.fromEntries(langs.map((lang, m) => [lang, texts[n * langs.length + m] ?? ''])),
    ]),
  );
  const hub = `http://${nowhere}/?${encodeURIComponent(fitting(100).slice(0, 40).join(' ')).slice(0, 1_500)}`;
  const [name = ''] = names;
  await desk.post('/desk/settings', { name, langs: 'en, de', default_lang: 'en', hub, settle_seconds: '' });
  const json = JSON.stringify(byField).replaceAll("'", "''");
  const sql = `update settings set value = json_patch(value, '${json}') where key = 'site'`;
  await execute({ persistTo: site.persistTo }, [sql]);
  return [name, ...Object.values(byField).flatMap((byLang) => Object.values(byLang))];
}
