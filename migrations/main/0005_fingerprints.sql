-- Why WITHOUT ROWID: the key leads to all that a comparison needs, in one row read and one written.
CREATE TABLE `fingerprints` (
	`lang` text NOT NULL,
	`band` text NOT NULL,
	`article_id` text NOT NULL,
	`simhash` text NOT NULL,
	PRIMARY KEY(`lang`, `band`, `article_id`),
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `fingerprints_article` ON `fingerprints` (`article_id`);--> statement-breakpoint
-- What is published already; from here on each change keeps its own (src/store/near-duplicates.ts).
INSERT INTO `fingerprints` (`lang`, `band`, `article_id`, `simhash`)
SELECT a.lang, band.value || ':' || substr(r.simhash, 1 + 4 * band.value, 4), a.id, r.simhash
FROM `articles` a JOIN `revisions` r ON r.article_id = a.id AND r.number = a.published_revision
JOIN json_each('[0,1,2,3]') band
WHERE a.state = 'published' AND r.simhash IS NOT NULL;
