-- Why: of what an article's page asked of the database its topics cost the most: a list made anew for every reader. They stand
-- in the row's `page` now (0014), as arrays of id, slug and names. What an article stands under is known before it is out and
-- stays; a topic that is renamed is written into each of its articles, as each of their pages is purged.
DROP TRIGGER `articles_page`;--> statement-breakpoint
CREATE TRIGGER `articles_page` AFTER UPDATE OF `story_id`, `lang`, `state`, `published_revision`, `slug`, `month`, `published_at`, `changed_at`,
	`withdrawn_at`, `withdrawn_reason` ON `articles` WHEN new.`published_revision` IS NOT NULL BEGIN
	UPDATE `articles` SET `page` = (
		SELECT json_object('story_id', new.`story_id`, 'lang', new.`lang`, 'state', new.`state`, 'published_revision', new.`published_revision`,
			'slug', new.`slug`, 'month', new.`month`, 'published_at', new.`published_at`, 'changed_at', new.`changed_at`,
			'withdrawn_at', new.`withdrawn_at`, 'withdrawn_reason', new.`withdrawn_reason`, 'title', r.`title`, 'byline', r.`byline`,
			'repost_name', r.`repost_name`, 'repost_url', r.`repost_url`, 'header_sha256', r.`header_sha256`,
			'header_width', r.`header_width`, 'header_height', r.`header_height`, 'header_alt', r.`header_alt`,
			'header_caption', r.`header_caption`, 'sources', json(r.`sources`), 'disclaimer', r.`disclaimer`,
			'footer_links', json(r.`footer_links`), 'excerpt', r.`excerpt`, 'words', r.`words`, 'reading_minutes', r.`reading_minutes`,
			'topics', json((
			SELECT json_group_array(json_array(`id`, `slug`, json(`names`))) FROM (SELECT t.`id`, t.`slug`, t.`names`
				FROM `article_topics` x JOIN `topics` t ON t.`id` = x.`topic_id` WHERE x.`article_id` = new.`id` ORDER BY t.`id`))))
		FROM `revisions` r WHERE r.`article_id` = new.`id` AND r.`number` = new.`published_revision`)
	WHERE `id` = new.`id`;
END;--> statement-breakpoint
CREATE TRIGGER `topics_page` AFTER UPDATE OF `slug`, `names` ON `topics` BEGIN
	UPDATE `articles` SET `page` = json_set(`page`, '$.topics', json((
			SELECT json_group_array(json_array(`id`, `slug`, json(`names`))) FROM (SELECT t.`id`, t.`slug`, t.`names`
				FROM `article_topics` x JOIN `topics` t ON t.`id` = x.`topic_id` WHERE x.`article_id` = `articles`.`id` ORDER BY t.`id`))))
	WHERE `id` IN (SELECT `article_id` FROM `article_topics` WHERE `topic_id` = new.`id`) AND `page` IS NOT NULL;
END;--> statement-breakpoint
CREATE TRIGGER `article_topics_enter` AFTER INSERT ON `article_topics` BEGIN
	UPDATE `articles` SET `page` = json_set(`page`, '$.topics', json((
			SELECT json_group_array(json_array(`id`, `slug`, json(`names`))) FROM (SELECT t.`id`, t.`slug`, t.`names`
				FROM `article_topics` x JOIN `topics` t ON t.`id` = x.`topic_id` WHERE x.`article_id` = `articles`.`id` ORDER BY t.`id`))))
	WHERE `id` = new.`article_id` AND `page` IS NOT NULL;
END;--> statement-breakpoint
CREATE TRIGGER `article_topics_leave` AFTER DELETE ON `article_topics` BEGIN
	UPDATE `articles` SET `page` = json_set(`page`, '$.topics', json((
			SELECT json_group_array(json_array(`id`, `slug`, json(`names`))) FROM (SELECT t.`id`, t.`slug`, t.`names`
				FROM `article_topics` x JOIN `topics` t ON t.`id` = x.`topic_id` WHERE x.`article_id` = `articles`.`id` ORDER BY t.`id`))))
	WHERE `id` = old.`article_id` AND `page` IS NOT NULL;
END;--> statement-breakpoint
UPDATE `articles` SET `page` = json_set(`page`, '$.topics', json((
			SELECT json_group_array(json_array(`id`, `slug`, json(`names`))) FROM (SELECT t.`id`, t.`slug`, t.`names`
				FROM `article_topics` x JOIN `topics` t ON t.`id` = x.`topic_id` WHERE x.`article_id` = `articles`.`id` ORDER BY t.`id`)))) WHERE `page` IS NOT NULL;
