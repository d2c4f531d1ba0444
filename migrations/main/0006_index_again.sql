-- Why: entries of the search index hold each character by itself from this release on (src/lib/bigrams.ts), and what
-- is indexed already must be written again; until then it is found by words of two characters as before. A promise
-- for each published article, the newest first, and apart from one another, so that neither what the newsroom
-- waits for nor the queue's day of operations on the free plan is held up: a large archive has the paid plan. The
-- first falls due when the new release surely runs.
INSERT INTO `outbox` (`id`, `kind`, `subject_id`, `due_at`, `created_at`)
SELECT 'index-again-' || id, 'index', id,
	unixepoch() * 1000 + 600000
		+ row_number() OVER (ORDER BY published_at DESC) * CASE WHEN count(*) OVER () > 5000 THEN 2000 ELSE 60000 END,
	unixepoch() * 1000
FROM `articles` WHERE `state` = 'published';
