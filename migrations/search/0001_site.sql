-- Why: a page of results shows the site's name and its notices beside the hits, and both come from this database in one
-- round trip. The row is what the main database has under the settings' key `site`, at that row's `updated_at`.
CREATE TABLE site (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  settings TEXT NOT NULL,
  version INTEGER NOT NULL
) STRICT;

-- Two may bring one entry up to date at once, and the one who read the article earlier may write later. What was written
-- last is known here, also of an article whose entry was removed, and an older state of it changes nothing.
CREATE TABLE versions (
  article_id TEXT PRIMARY KEY,
  version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
