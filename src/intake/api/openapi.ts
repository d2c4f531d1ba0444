/** The API's description, OpenAPI 3.1. Every route of `/api/v1` stands here; a test compares the two. */
import {
  articleStates,
  correctionKinds,
  creditRoles,
  severities,
  submissionStates,
} from '../../store/schema/words.ts';

type Schema = Record<string, unknown>;

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const text = (description: string): Schema => ({ type: 'string', description });
const list = (items: Schema): Schema => ({ type: 'array', items });
const json = (schema: Schema): Schema => ({ 'application/json': { schema } });

const problems = Object.fromEntries(
  [
    ['401', 'No token, or one that is unknown, expired or revoked'],
    ['403', 'The token’s role does not allow this'],
    ['404', 'No such thing that the token may see'],
    ['409', 'The article’s state does not allow this'],
    ['422', 'A field is not usable; `errors` names it and the remedy'],
    ['429', 'Too many requests; `Retry-After` says when to go on'],
  ].map(([status, description]) => [
    status,
    { description, content: { 'application/problem+json': { schema: ref('Problem') } } },
  ]),
);

const answers = (status: string, description: string, schema: Schema): Schema => ({
  [status]: { description, content: json(schema) },
  ...problems,
});

const body = (properties: Record<string, Schema>, required: string[] = []): Schema => ({
  required: required.length > 0,
  content: json({ type: 'object', properties, required }),
});

const idParameter = { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } };
const query = (name: string, description: string): Schema => ({
  name,
  in: 'query',
  description,
  schema: { type: 'string' },
});
const keyParameter = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'The same key with the same content gives the same submission back.',
  schema: { type: 'string', maxLength: 200 },
};

const submissionFields: Record<string, Schema> = {
  lang: text('BCP 47 tag of the translation, such as zh-Hans'),
  markdown: text('The translation with its title, credits and source, as Markdown'),
  source_url: { ...text('Address of the report that was translated'), format: 'uri' },
  source_lang: text('BCP 47 tag of the source'),
  source_markdown: text('The source text, where it may be kept'),
  slug: text('Wished last part of the URL; made from the title when left out'),
  topics: list({ type: 'string' }),
};

const published: Schema = {
  type: 'object',
  properties: {
    url: { type: 'string', format: 'uri' },
    state: { enum: articleStates },
    purge: {
      type: 'object',
      properties: { tags: list({ type: 'string' }), state: { enum: ['done', 'pending'] } },
    },
  },
};

const decision = (
  operationId: string,
  summary: string,
  properties: Record<string, Schema>,
  required: string[] = [],
) => ({
  post: {
    operationId,
    summary,
    parameters: [idParameter],
    requestBody: body(properties, required),
    responses: answers('200', 'Done', published),
  },
});

const paths = {
  '/submissions': {
    post: {
      operationId: 'submit',
      summary: 'Send in a translation',
      parameters: [keyParameter],
      requestBody: {
        required: true,
        content: {
          ...json({ type: 'object', properties: submissionFields, required: ['lang', 'markdown'] }),
          'multipart/form-data': {
            schema: {
              type: 'object',
              properties: {
                ...submissionFields,
                header_image: { type: 'string', contentMediaType: 'application/octet-stream' },
              },
              required: ['lang', 'markdown'],
            },
          },
        },
      },
      responses: answers('202', 'Kept; it will be processed', {
        type: 'object',
        properties: { id: { type: 'string' }, state: { enum: submissionStates }, url: { type: 'string' } },
      }),
    },
  },
  '/submissions/{id}': {
    get: {
      operationId: 'readSubmission',
      summary: 'How far a submission is, and what was found in it',
      parameters: [idParameter],
      responses: answers('200', 'The submission', ref('Submission')),
    },
  },
  '/articles': {
    get: {
      operationId: 'listArticles',
      summary: 'Articles, most recently changed first',
      parameters: [
        query('lang', 'BCP 47 tag'),
        query('state', articleStates.join(', ')),
        query('cursor', 'next_cursor of the page before'),
      ],
      responses: answers('200', 'One page', {
        type: 'object',
        properties: { articles: list({ type: 'object' }), next_cursor: { type: 'string' } },
      }),
    },
  },
  '/articles/{id}': {
    get: {
      operationId: 'readArticle',
      summary: 'One article with its fields, credits, findings and revisions',
      parameters: [idParameter, query('revision', 'Number of a revision; the current one when left out')],
      responses: answers('200', 'The article', ref('Article')),
    },
  },
  '/articles/{id}/revisions': {
    post: {
      operationId: 'revise',
      summary: 'Send in new content for an article',
      parameters: [idParameter, keyParameter],
      requestBody: body(
        {
          markdown: text('The whole new Markdown'),
          reason: text('Why'),
          base_revision: {
            type: 'integer',
            description: 'The revision you started from; a newer one since then refuses yours',
          },
        },
        ['markdown'],
      ),
      responses: answers('201', 'The new revision', ref('Submission')),
    },
  },
  '/articles/{id}/approve': decision('approve', 'Approve the current revision', {
    revision: { type: 'integer', description: 'The revision you read' },
  }),
  '/articles/{id}/publish': decision('publish', 'Publish the approved revision, now or at a time', {
    at: { type: 'string', format: 'date-time' },
  }),
  '/articles/{id}/withdraw': decision(
    'withdraw',
    'Take a published article back',
    { reason: text('Shown to readers') },
    ['reason'],
  ),
  '/articles/{id}/correct': decision(
    'correct',
    'Publish a note on a published article, with a new text when `markdown` is given',
    {
      note: text('Shown to readers'),
      kind: { enum: correctionKinds },
      markdown: text('The whole corrected Markdown'),
    },
    ['note'],
  ),
  '/articles/{id}/send-back': decision(
    'sendBack',
    'Send back to the translator',
    { note: text('What to do') },
    ['note'],
  ),
  '/articles/{id}/spike': decision('spike', 'Reject an article that is not out', { note: text('Why') }, [
    'note',
  ]),
  '/articles/{id}/purges': {
    get: {
      operationId: 'listPurges',
      summary: 'What was purged from the caches for an article, and when',
      parameters: [idParameter, query('cursor', 'next_cursor of the page before')],
      responses: answers('200', 'One page, newest first', {
        type: 'object',
        properties: { purges: list({ type: 'object' }), next_cursor: { type: 'string' } },
      }),
    },
  },
};

const schemas: Record<string, Schema> = {
  Problem: {
    type: 'object',
    description: 'RFC 9457',
    properties: {
      type: { type: 'string' },
      title: { type: 'string' },
      status: { type: 'integer' },
      detail: { type: 'string' },
      errors: list({
        type: 'object',
        properties: { field: { type: 'string' }, message: { type: 'string' } },
      }),
    },
    required: ['type', 'title', 'status', 'detail'],
  },
  Finding: {
    type: 'object',
    properties: {
      id: { type: 'string' },
      check: { type: 'string' },
      severity: { enum: severities },
      message: { type: 'string' },
      segment: { type: 'string' },
    },
  },
  Submission: {
    type: 'object',
    properties: {
      id: { type: 'string' },
      state: { enum: submissionStates },
      attempts: { type: 'integer' },
      reason: { type: 'string' },
      article: { type: 'object' },
      findings: list(ref('Finding')),
    },
    required: ['id', 'state', 'attempts', 'findings'],
  },
  Article: {
    type: 'object',
    properties: {
      id: { type: 'string' },
      title: { type: 'string' },
      lang: { type: 'string' },
      state: { enum: articleStates },
      slug: { type: 'string' },
      markdown: { type: 'string' },
      html: { type: 'string' },
      credits: list({
        type: 'object',
        properties: {
          role: { enum: creditRoles },
          name: { type: 'string' },
          affiliation: { type: 'string' },
          as_written: { type: 'string' },
        },
      }),
      revision: { type: 'integer' },
      sha256: { type: 'string' },
    },
    required: ['id', 'title', 'lang', 'state', 'slug', 'markdown', 'html', 'credits', 'revision', 'sha256'],
  },
};

export const openApiDocument = (siteUrl: string): Schema => ({
  openapi: '3.1.0',
  info: { title: 'Dragoman', version: '1', description: 'Translations in, articles out.' },
  servers: [{ url: `${siteUrl}/api/v1` }],
  security: [{ token: [] }],
  paths,
  components: { schemas, securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
});
