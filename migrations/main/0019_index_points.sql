-- Why: the search index holds words without the points that Arabic, Persian and Hebrew may have, and each letter in one
-- form, as Russian ё in that of е (src/lib/points.ts); what is indexed already is found by its old spelling alone until
-- it is written again. A promise for each published article in a language that is written so, as 0006 made them.
INSERT INTO `outbox` (`id`, `kind`, `subject_id`, `due_at`, `created_at`)
SELECT 'index-points-' || id, 'index', id,
	unixepoch() * 1000 + 600000
		+ row_number() OVER (ORDER BY published_at DESC) * CASE WHEN count(*) OVER () > 5000 THEN 2000 ELSE 60000 END,
	unixepoch() * 1000
FROM `articles` WHERE `state` = 'published'
	AND substr(`lang`, 1, instr(`lang` || '-', '-') - 1)
		IN ('ar', 'fa', 'ur', 'ps', 'ku', 'ckb', 'sd', 'ug', 'he', 'yi', 'ru', 'be');
