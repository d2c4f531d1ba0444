-- Why `version`: two may bring an article's entry in the search index up to date at once, and the older state must not
-- overwrite the newer one. Counted from the next change on.
ALTER TABLE `articles` ADD `version` integer;--> statement-breakpoint
-- The search index keeps what its pages show of the site (migrations/search/0001). Promised for a site that has settings;
-- a newer one brings it with its first article. Due when the new release surely runs; until then pages ask both databases.
INSERT INTO `outbox` (`id`, `kind`, `subject_id`, `due_at`, `created_at`)
SELECT 'site-in-index', 'index', 'site', unixepoch() * 1000 + 600000, unixepoch() * 1000
FROM `settings` WHERE `key` = 'site';
