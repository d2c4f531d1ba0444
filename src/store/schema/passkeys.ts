import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { isJson } from './columns.ts';
import { members } from './people.ts';

/** WebAuthn credentials; a member may have several. */
export const passkeys = sqliteTable(
  'passkeys',
  {
    /** The credential id, base64url. */
    id: text('id').primaryKey(),
    member_id: text('member_id')
      .notNull()
      .references(() => members.id),
    /** SubjectPublicKeyInfo, base64url. */
    public_key: text('public_key').notNull(),
    /** COSE algorithm: -7 ES256, -8 EdDSA, -257 RS256. */
    algorithm: integer('algorithm').notNull(),
    /** Signature counter; 0 from authenticators that keep none. */
    counter: integer('counter').notNull(),
    transports: text('transports').notNull(),
    name: text('name').notNull(),
    created_at: integer('created_at').notNull(),
    last_used_at: integer('last_used_at'),
  },
  (t) => [index('passkeys_member').on(t.member_id), isJson('passkeys_transports_json', t.transports)],
);

/** Challenges given out and not yet answered: each is deleted by the one answer it is good for. */
export const challenges = sqliteTable(
  'challenges',
  {
    challenge_sha256: text('challenge_sha256').primaryKey(),
    /** Who may answer: the member adding a passkey; null for anyone who wants to enter. */
    member_id: text('member_id').references(() => members.id),
    expires_at: integer('expires_at').notNull(),
  },
  (t) => [index('challenges_expiry').on(t.expires_at)],
);
