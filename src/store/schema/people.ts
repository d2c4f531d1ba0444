import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { isJson, oneOf } from './columns.ts';
import { memberRoles } from './words.ts';

/** Those whom readers see credited. */
export const people = sqliteTable('people', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  /** The name folded for comparison; two spellings of one name are one person. */
  name_key: text('name_key').notNull().unique(),
  slug: text('slug').notNull().unique(),
  created_at: integer('created_at').notNull(),
});

/** Those who may enter the desk or call the API. */
export const members = sqliteTable(
  'members',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull().unique(),
    role: text('role').notNull(),
    /** Restricts the role to one language where set. */
    lang: text('lang'),
    created_at: integer('created_at').notNull(),
    disabled_at: integer('disabled_at'),
    /** Whom Cloudflare Access knows by this address, in lower case, enters as this member. */
    access_email: text('access_email').unique(),
  },
  (t) => [oneOf('members_role_known', t.role, memberRoles)],
);

/** API tokens. Only the SHA-256 of a token is stored. */
export const tokens = sqliteTable(
  'tokens',
  {
    id: text('id').primaryKey(),
    member_id: text('member_id')
      .notNull()
      .references(() => members.id),
    role: text('role').notNull(),
    name: text('name').notNull(),
    token_sha256: text('token_sha256').notNull().unique(),
    created_at: integer('created_at').notNull(),
    expires_at: integer('expires_at'),
    last_used_at: integer('last_used_at'),
    revoked_at: integer('revoked_at'),
  },
  (t) => [oneOf('tokens_role_known', t.role, memberRoles), index('tokens_member').on(t.member_id)],
);

export const sessions = sqliteTable(
  'sessions',
  {
    id: text('id').primaryKey(),
    member_id: text('member_id')
      .notNull()
      .references(() => members.id),
    token_sha256: text('token_sha256').notNull().unique(),
    created_at: integer('created_at').notNull(),
    seen_at: integer('seen_at').notNull(),
    expires_at: integer('expires_at').notNull(),
    user_agent: text('user_agent'),
    /** The secret that was handed out to follow, until the browser shows that it has it. */
    next_sha256: text('next_sha256').unique(),
    next_at: integer('next_at'),
    /** The secret before this one: good for what was under way, and then a sign of theft. */
    former_sha256: text('former_sha256').unique(),
    rotated_at: integer('rotated_at'),
    /** Who entered through Cloudflare Access has a session behind that address only. */
    access_email: text('access_email'),
    /** The forms' token once the secret that it was derived from has gone. */
    form_token: text('form_token'),
  },
  (t) => [index('sessions_member').on(t.member_id)],
);

/** One-time links into the desk. The first admin's link is known by its hash alone and gets its row when used. */
export const invitations = sqliteTable(
  'invitations',
  {
    id: text('id').primaryKey(),
    link_sha256: text('link_sha256').notNull().unique(),
    role: text('role').notNull(),
    lang: text('lang'),
    /** Whom the link lets in again, or who came in by it. */
    member_id: text('member_id').references(() => members.id),
    name: text('name'),
    created_by: text('created_by').references(() => members.id),
    created_at: integer('created_at').notNull(),
    expires_at: integer('expires_at').notNull(),
    used_at: integer('used_at'),
  },
  (t) => [oneOf('invitations_role_known', t.role, memberRoles)],
);

/** Every change: who, what, when, before and after. */
export const audit = sqliteTable(
  'audit',
  {
    id: text('id').primaryKey(),
    at: integer('at').notNull(),
    member_id: text('member_id').references(() => members.id),
    action: text('action').notNull(),
    /** The kind and id of what was changed, as `article:<id>`. */
    subject: text('subject').notNull(),
    before: text('before_json'),
    after: text('after_json'),
  },
  (t) => [
    index('audit_at').on(t.at),
    index('audit_subject').on(t.subject, t.at),
    isJson('audit_before_json', t.before),
    isJson('audit_after_json', t.after),
  ],
);
