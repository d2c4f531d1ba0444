-- Why: an article's page looked for the earlier articles of its first topic for every reader, a third of what its statement
-- cost. They change only when one of them does, so they are kept with the article, as what else its page shows (0009, 0014).
-- A row of `listings` is looked for in the lists of the articles up to the third after it, since no other names it, and in
-- its own article's.
ALTER TABLE `articles` ADD `related` text;--> statement-breakpoint
CREATE TRIGGER `related_enter` AFTER INSERT ON `listings` WHEN new.`kind` = 'topic' BEGIN
	UPDATE `articles` SET `related` = made.`list` FROM (
		SELECT a.`id`, (SELECT json_group_array(json_array(`article_id`, `month`, `slug`, `title`, `published_at`))
			FROM (SELECT l.`article_id`, l.`month`, l.`slug`, l.`title`, l.`published_at` FROM `listings` l
				WHERE l.`kind` = 'topic' AND l.`key_id` = (SELECT min(x.`topic_id`) FROM `article_topics` x WHERE x.`article_id` = a.`id`)
					AND l.`lang` = a.`lang` AND l.`published_at` < a.`published_at`
				ORDER BY l.`published_at` DESC, l.`article_id` DESC LIMIT 3)) AS `list`
		FROM `articles` a WHERE a.`id` IN (
			SELECT new.`article_id` UNION ALL SELECT later.`article_id` FROM `listings` later
			WHERE later.`kind` = 'topic' AND later.`key_id` = new.`key_id` AND later.`lang` = new.`lang`
				AND later.`published_at` > new.`published_at` AND later.`published_at` <= coalesce(
					(SELECT third.`published_at` FROM `listings` third
					WHERE third.`kind` = 'topic' AND third.`key_id` = new.`key_id` AND third.`lang` = new.`lang`
						AND (third.`published_at`, third.`article_id`) > (new.`published_at`, new.`article_id`)
					ORDER BY third.`published_at`, third.`article_id` LIMIT 1 OFFSET 2), 9007199254740991))) made
	WHERE `articles`.`id` = made.`id` AND `articles`.`related` IS NOT made.`list`;
END;--> statement-breakpoint
CREATE TRIGGER `related_change` AFTER UPDATE OF `month`, `slug`, `title` ON `listings` WHEN new.`kind` = 'topic' BEGIN
	UPDATE `articles` SET `related` = made.`list` FROM (
		SELECT a.`id`, (SELECT json_group_array(json_array(`article_id`, `month`, `slug`, `title`, `published_at`))
			FROM (SELECT l.`article_id`, l.`month`, l.`slug`, l.`title`, l.`published_at` FROM `listings` l
				WHERE l.`kind` = 'topic' AND l.`key_id` = (SELECT min(x.`topic_id`) FROM `article_topics` x WHERE x.`article_id` = a.`id`)
					AND l.`lang` = a.`lang` AND l.`published_at` < a.`published_at`
				ORDER BY l.`published_at` DESC, l.`article_id` DESC LIMIT 3)) AS `list`
		FROM `articles` a WHERE a.`id` IN (
			SELECT new.`article_id` UNION ALL SELECT later.`article_id` FROM `listings` later
			WHERE later.`kind` = 'topic' AND later.`key_id` = new.`key_id` AND later.`lang` = new.`lang`
				AND later.`published_at` > new.`published_at` AND later.`published_at` <= coalesce(
					(SELECT third.`published_at` FROM `listings` third
					WHERE third.`kind` = 'topic' AND third.`key_id` = new.`key_id` AND third.`lang` = new.`lang`
						AND (third.`published_at`, third.`article_id`) > (new.`published_at`, new.`article_id`)
					ORDER BY third.`published_at`, third.`article_id` LIMIT 1 OFFSET 2), 9007199254740991))) made
	WHERE `articles`.`id` = made.`id` AND `articles`.`related` IS NOT made.`list`;
END;--> statement-breakpoint
CREATE TRIGGER `related_leave` AFTER DELETE ON `listings` WHEN old.`kind` = 'topic' BEGIN
	UPDATE `articles` SET `related` = made.`list` FROM (
		SELECT a.`id`, (SELECT json_group_array(json_array(`article_id`, `month`, `slug`, `title`, `published_at`))
			FROM (SELECT l.`article_id`, l.`month`, l.`slug`, l.`title`, l.`published_at` FROM `listings` l
				WHERE l.`kind` = 'topic' AND l.`key_id` = (SELECT min(x.`topic_id`) FROM `article_topics` x WHERE x.`article_id` = a.`id`)
					AND l.`lang` = a.`lang` AND l.`published_at` < a.`published_at`
				ORDER BY l.`published_at` DESC, l.`article_id` DESC LIMIT 3)) AS `list`
		FROM `articles` a WHERE a.`id` IN (
			SELECT old.`article_id` UNION ALL SELECT later.`article_id` FROM `listings` later
			WHERE later.`kind` = 'topic' AND later.`key_id` = old.`key_id` AND later.`lang` = old.`lang`
				AND later.`published_at` > old.`published_at` AND later.`published_at` <= coalesce(
					(SELECT third.`published_at` FROM `listings` third
					WHERE third.`kind` = 'topic' AND third.`key_id` = old.`key_id` AND third.`lang` = old.`lang`
						AND (third.`published_at`, third.`article_id`) > (old.`published_at`, old.`article_id`)
					ORDER BY third.`published_at`, third.`article_id` LIMIT 1 OFFSET 2), 9007199254740991))) made
	WHERE `articles`.`id` = made.`id` AND `articles`.`related` IS NOT made.`list`;
END;--> statement-breakpoint
UPDATE `articles` SET `related` = (SELECT json_group_array(json_array(`article_id`, `month`, `slug`, `title`, `published_at`))
			FROM (SELECT l.`article_id`, l.`month`, l.`slug`, l.`title`, l.`published_at` FROM `listings` l
				WHERE l.`kind` = 'topic' AND l.`key_id` = (SELECT min(x.`topic_id`) FROM `article_topics` x WHERE x.`article_id` = `articles`.`id`)
					AND l.`lang` = `articles`.`lang` AND l.`published_at` < `articles`.`published_at`
				ORDER BY l.`published_at` DESC, l.`article_id` DESC LIMIT 3))
WHERE `state` = 'published' AND `id` IN (SELECT `article_id` FROM `article_topics`);
