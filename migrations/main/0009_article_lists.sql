-- Why: an article's page read a row for each of its credits and corrections, and one more to see where either ends. Credits
-- belong to a revision, which never changes, and corrections are only ever added, so both are kept with the article too, as
-- its page shows them. By triggers: no write can forget it, and a Worker of an older release, still at work while a newer
-- one is deployed, need not know of it. A page shows the last twenty corrections.
ALTER TABLE `articles` ADD `credits` text;--> statement-breakpoint
ALTER TABLE `articles` ADD `corrections` text;--> statement-breakpoint
CREATE TRIGGER `articles_credits` AFTER UPDATE OF `published_revision` ON `articles` BEGIN
	UPDATE `articles` SET `credits` = (
		SELECT json_group_array(json_object('person_id', `person_id`, 'person_slug', `person_slug`, 'role', `role`,
			'name', `name`, 'affiliation', `affiliation`, 'as_written', `as_written`, 'url', `url`))
		FROM (SELECT c.`person_id`, coalesce(c.`person_slug`, p.`slug`) AS `person_slug`, c.`role`, c.`name`, c.`affiliation`,
				c.`as_written`, c.`url`
			FROM `revisions` r JOIN `credits` c ON c.`revision_id` = r.`id` JOIN `people` p ON p.`id` = c.`person_id`
			WHERE r.`article_id` = new.`id` AND r.`number` = new.`published_revision` ORDER BY c.`n`))
	WHERE `id` = new.`id`;
END;--> statement-breakpoint
CREATE TRIGGER `articles_corrections` AFTER INSERT ON `corrections` BEGIN
	UPDATE `articles` SET `corrections` = (
		SELECT json_group_array(json_object('kind', `kind`, 'note', `note`, 'at', `created_at`))
		FROM (SELECT `kind`, `note`, `created_at` FROM `corrections` WHERE `article_id` = new.`article_id`
			ORDER BY `created_at` DESC LIMIT 20))
	WHERE `id` = new.`article_id`;
END;--> statement-breakpoint
UPDATE `articles` SET `published_revision` = `published_revision` WHERE `published_revision` IS NOT NULL;--> statement-breakpoint
UPDATE `articles` SET `corrections` = (
	SELECT json_group_array(json_object('kind', `kind`, 'note', `note`, 'at', `created_at`))
	FROM (SELECT `kind`, `note`, `created_at` FROM `corrections` WHERE `article_id` = `articles`.`id`
		ORDER BY `created_at` DESC LIMIT 20))
WHERE `id` IN (SELECT `article_id` FROM `corrections`);
