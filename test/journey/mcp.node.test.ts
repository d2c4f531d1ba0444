/** The protocol's own client against the real thing: a story from check to print, in both kinds of revisions. */
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Site, startSite } from '../browser/site.ts';
import { clientFor, read } from './client.ts';

let site: Site;
let tokens: Record<'translator' | 'publisher', string>;

beforeAll(async () => {
  site = await startSite({ empty: true });
  tokens = {
    translator: await site.token('translator', 'KM412'),
    publisher: await site.token('publisher', '海平'),
  };
});

afterAll(() => site.stop());

type Mode = 'legacy' | { pin: string };

async function connect(role: keyof typeof tokens, mode: Mode) {
  const client = new Client({ name: 'journey', version: '1.0.0' }, { versionNegotiation: { mode } });
  const headers = { Authorization: `Bearer ${tokens[role]}` };
  await client.connect(
    new StreamableHTTPClientTransport(new URL(`${site.url}/api/v1/mcp`), { requestInit: { headers } }),
  );
  const content = z.array(z.object({ type: z.literal('text'), text: z.string() })).length(1);
  return {
    client,
    /** What a tool says, parsed; a refusal is an error here. */
    use: async (name: string, args: Record<string, unknown>): Promise<unknown> => {
      const result = await client.callTool({ name, arguments: args });
      const [said] = content.parse(result.content);
      if (result.isError) throw new Error(said?.text);
      return JSON.parse(said?.text ?? '');
    },
  };
}

const ided = z.object({ id: z.string() });
const published = z.object({ url: z.string() });

describe.each<[string, Mode, string | undefined]>([
  ['2026-07-28', { pin: '2026-07-28' }, '2026-07-28'],
  ['2025-11-25', 'legacy', '2025-11-25'],
])('in revision %s', (revision, mode, negotiated) => {
  it('brings a text from a check to its readers', async () => {
    const translator = await connect('translator', mode);
    const publisher = await connect('publisher', mode);
    expect(translator.client.getNegotiatedProtocolVersion()).toBe(negotiated);
    expect(translator.client.getServerVersion()).toMatchObject({ name: 'dragoman' });
    expect(translator.client.getInstructions()).toContain('check');

    const text = {
      lang: 'zh-Hans',
      markdown: `# 灯塔重新亮起 ${revision}\n\n停用十九年之后，第 ${revision} 座灯塔上周四重新亮起。\n\n翻译：KM412`,
    };
    expect(await translator.use('check', text)).toMatchObject({ credits: [{ name: 'KM412' }] });
    const { id } = ided.parse(await translator.use('submit', text));
    const article = await clientFor(site, tokens.translator).whenReady(id);

    const { tools } = await translator.client.listTools();
    expect(tools.map(({ name }) => name)).not.toContain('publish');
    await expect(translator.use('publish', { id: article })).rejects.toThrow(/needs the role publisher/);

    expect(await publisher.use('listArticles', { lang: 'zh-Hans', state: 'in_review' })).toMatchObject({
      articles: [{ id: article }],
    });
    await expect(publisher.use('approve', { id: article, revision: 7 })).rejects.toThrow(/Read it first/);
    await publisher.use('approve', { id: article, revision: 1 });
    const { url } = published.parse(await publisher.use('publish', { id: article }));
    expect((await read(url)).html).toContain(`灯塔重新亮起 ${revision}`);
    await Promise.all([translator.client.close(), publisher.client.close()]);
  });
});

it('finds the current revision by itself', async () => {
  const client = new Client({ name: 'journey', version: '1.0.0' }, { versionNegotiation: { mode: 'auto' } });
  const headers = { Authorization: `Bearer ${tokens.translator}` };
  await client.connect(
    new StreamableHTTPClientTransport(new URL(`${site.url}/api/v1/mcp`), { requestInit: { headers } }),
  );
  expect(client.getNegotiatedProtocolVersion()).toBe('2026-07-28');
  await client.close();
});
