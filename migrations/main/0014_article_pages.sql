-- Why: D1 makes each column of an answer and each list in it anew for every reader. What an article's page shows of the
-- article and of its published revision changes only when one of them does, so it is kept as one JSON text, all but the HTML,
-- which is the revision's; and so are the story's other languages. By triggers, as the credits are (0009). A page names sixty
-- other languages at most.
ALTER TABLE `articles` ADD `page` text;--> statement-breakpoint
ALTER TABLE `articles` ADD `siblings` text;--> statement-breakpoint
CREATE TRIGGER `articles_page` AFTER UPDATE OF `story_id`, `lang`, `state`, `published_revision`, `slug`, `month`, `published_at`, `changed_at`,
	`withdrawn_at`, `withdrawn_reason` ON `articles` WHEN new.`published_revision` IS NOT NULL BEGIN
	UPDATE `articles` SET `page` = (
		SELECT json_object('story_id', new.`story_id`, 'lang', new.`lang`, 'state', new.`state`, 'published_revision', new.`published_revision`,
			'slug', new.`slug`, 'month', new.`month`, 'published_at', new.`published_at`, 'changed_at', new.`changed_at`,
			'withdrawn_at', new.`withdrawn_at`, 'withdrawn_reason', new.`withdrawn_reason`, 'title', r.`title`, 'byline', r.`byline`,
			'repost_name', r.`repost_name`, 'repost_url', r.`repost_url`, 'header_sha256', r.`header_sha256`,
			'header_width', r.`header_width`, 'header_height', r.`header_height`, 'header_alt', r.`header_alt`,
			'header_caption', r.`header_caption`, 'sources', json(r.`sources`), 'disclaimer', r.`disclaimer`,
			'footer_links', json(r.`footer_links`), 'excerpt', r.`excerpt`, 'words', r.`words`, 'reading_minutes', r.`reading_minutes`)
		FROM `revisions` r WHERE r.`article_id` = new.`id` AND r.`number` = new.`published_revision`)
	WHERE `id` = new.`id`;
END;--> statement-breakpoint
CREATE TRIGGER `articles_siblings` AFTER UPDATE OF `story_id`, `lang`, `state`, `published_revision`, `slug`, `month` ON `articles`
WHEN (old.`state` = 'published' OR new.`state` = 'published') AND (new.`siblings` IS NULL OR old.`story_id` <> new.`story_id`
	OR old.`lang` <> new.`lang` OR old.`state` <> new.`state` OR old.`slug` <> new.`slug` OR old.`month` IS NOT new.`month`) BEGIN
	UPDATE `articles` SET `siblings` = (
		SELECT json_group_array(json_array(`id`, `lang`, `month`, `slug`))
		FROM (SELECT b.`id`, b.`lang`, b.`month`, b.`slug` FROM `articles` b
			WHERE b.`story_id` = `articles`.`story_id` AND b.`id` <> `articles`.`id` AND +b.`state` = 'published'
			ORDER BY b.`lang` LIMIT 60))
	WHERE `story_id` IN (old.`story_id`, new.`story_id`) AND +`state` = 'published';
END;--> statement-breakpoint
UPDATE `articles` SET `published_revision` = `published_revision` WHERE `published_revision` IS NOT NULL;
