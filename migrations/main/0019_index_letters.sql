-- Why: the search index holds words as any keyboard can type them (src/lib/points.ts): without the points of Arabic and
-- Hebrew, with one of several forms of a letter, ss for ß. Words of scripts without spaces, as Thai, stand in it by
-- pairs, and vowel signs are part of a word (src/lib/bigrams.ts). What is indexed already is found by its old spelling
-- alone until it is written again. A promise for each published article, as 0006 made them.
INSERT INTO `outbox` (`id`, `kind`, `subject_id`, `due_at`, `created_at`)
SELECT 'index-letters-' || id, 'index', id,
	unixepoch() * 1000 + 600000
		+ row_number() OVER (ORDER BY published_at DESC) * CASE WHEN count(*) OVER () > 5000 THEN 2000 ELSE 60000 END,
	unixepoch() * 1000
FROM `articles` WHERE `state` = 'published';
