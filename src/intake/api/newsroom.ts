/** What a translator asks before sending anything in: who is at a report, and what the checks say of a text. */
import { Hono } from 'hono';
import { type ActorEnv, may } from '../../auth/actor.ts';
import { PAGE_ROWS } from '../../limits.ts';
import { lookAtSubmission } from '../../pipeline/door.ts';
import { listClaims, listClaimsOfSource } from '../../store/desk/claims.ts';
import { readBody } from '../body.ts';
import { claimKey, claimSource, giveClaimBack } from '../claim.ts';
import { parseSubmissionFields } from '../fields.ts';
import { parseQuery } from '../values.ts';
import { depsOf, readValues } from './deps.ts';
import { claimBody, claimsQuery } from './describe/claims.ts';
import { placeOf } from './describe/operation.ts';
import { fieldProblem } from './field-problem.ts';
import { presentClaim, presentPreview } from './present.ts';
import { forbidden, notFound, problem } from './problem.ts';

export const newsroom = new Hono<ActorEnv>();

newsroom.post('/checks', async (c) => {
  const { actor, deps } = depsOf(c);
  const body = await readBody(c.req.raw);
  if (!body.ok) return fieldProblem(body.error.errors, body.error.status);
  const fields = parseSubmissionFields(body.value);
  if (!fields.ok) return fieldProblem(fields.error);
  const { lang, markdown, sourceUrl = null, sourceLang = null, sourceMarkdown = null } = fields.value;
  if (!may(actor, 'translator', lang)) return forbidden(`have a text checked in ${lang}`);
  const preview = await lookAtSubmission(deps.db, {
    lang,
    markdown,
    source_url: sourceUrl,
    source_lang: sourceLang,
    source_markdown: sourceMarkdown,
  });
  return c.json(presentPreview(preview));
});

newsroom.get('/claims', async (c) => {
  const { actor, deps } = depsOf(c);
  const query = parseQuery(claimsQuery(), c.req.query());
  if (!query.ok) return fieldProblem(query.error);
  const { source_url, cursor } = query.value;
  const lang = query.value.lang ?? actor.lang;
  const after = placeOf(cursor);
  // One report has a claim a language at most, which is one page.
  const key = source_url === undefined ? undefined : claimKey(source_url);
  const rows = key
    ? (await listClaimsOfSource(deps.db, key, deps.now)).filter(
        (claim) => (lang ?? claim.lang) === claim.lang,
      )
    : await listClaims(deps.db, {
        now: deps.now,
        rows: PAGE_ROWS + 1,
        ...(lang === undefined ? {} : { lang }),
        ...(after ? { after } : {}),
      });
  const page = key ? rows : rows.slice(0, PAGE_ROWS);
  const last = page.at(-1);
  return c.json({
    claims: page.map((claim) => presentClaim(claim, actor.memberId)),
    ...(rows.length > page.length && last ? { next_cursor: `${last.expires_at}.${last.id}` } : {}),
  });
});

newsroom.post('/claims', async (c) => {
  const { actor, deps } = depsOf(c);
  const body = await readValues(c, claimBody());
  if (body instanceof Response) return body;
  const { source_url, lang } = body.values;
  const claimed = await claimSource(deps.db, { actor, url: source_url, lang, now: deps.now });
  if (claimed.ok) return c.json(presentClaim(claimed.value, actor.memberId), 201);
  switch (claimed.error.reason) {
    case 'bad_source':
      return fieldProblem([{ field: 'source_url', message: 'This is not a web address.' }]);
    case 'not_allowed':
      return forbidden(`translate into ${lang}`);
    case 'exists': {
      const detail = `This report is there in ${lang} already: article ${claimed.error.articleId}. Send in a revision of it instead.`;
      return problem({ status: 409, type: 'exists', detail, errors: [{ field: 'lang', message: detail }] });
    }
    case 'taken': {
      const { member, expires_at } = claimed.error.claim;
      const detail = `${member} is translating this report into ${lang}, until ${new Date(expires_at).toISOString()} or until it is given back. Take another language, or ask.`;
      return problem({ status: 409, type: 'taken', detail, errors: [{ field: 'lang', message: detail }] });
    }
  }
});

newsroom.delete('/claims/:id', async (c) => {
  const { actor, deps } = depsOf(c);
  const back = await giveClaimBack(deps.db, { actor, id: c.req.param('id'), now: deps.now });
  if (back.ok) return c.body(null, 204);
  return back.error === 'not_found' ? notFound('claim') : forbidden('give back the claim of somebody else');
});
