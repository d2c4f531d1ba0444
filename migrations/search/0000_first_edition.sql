-- Why a database of its own: `d1 export` refuses a database that holds FTS5 tables, and all that stands here
-- can be made again from the published revisions.
-- Why bigrams: unicode61 takes a run of Han as one word, and trigram finds no word of two characters. The
-- columns hold text that src/lib/bigrams.ts has already split.
CREATE TABLE entries (
  rowid INTEGER PRIMARY KEY,
  article_id TEXT NOT NULL UNIQUE,
  lang TEXT NOT NULL,
  revision INTEGER NOT NULL,
  path TEXT NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  published_at INTEGER NOT NULL
) STRICT;

CREATE INDEX entries_edition ON entries (lang, published_at);

CREATE VIRTUAL TABLE words USING fts5(lang, title, body, content='', contentless_delete=1,
  tokenize='unicode61 remove_diacritics 2');
