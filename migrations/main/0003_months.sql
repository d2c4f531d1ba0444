-- Why: what a reader's page reads must not grow with the archive. The index of the sitemaps counted every published
-- article once there were more than one map holds, a person's page read each article whole for its title and their
-- role, and a card read all credits of a revision for the translators among them.
CREATE TABLE `months` (
	`lang` text NOT NULL,
	`month` text NOT NULL,
	`articles` integer NOT NULL,
	PRIMARY KEY(`lang`, `month`)
) STRICT;
--> statement-breakpoint
INSERT INTO `months` SELECT `lang`, `month`, count(*) FROM `articles` WHERE `state` = 'published' GROUP BY `lang`, `month`;--> statement-breakpoint
CREATE TRIGGER `months_begin` AFTER INSERT ON `articles` WHEN new.`state` = 'published' BEGIN
	INSERT INTO `months` VALUES (new.`lang`, new.`month`, 1) ON CONFLICT DO UPDATE SET `articles` = `articles` + 1;
END;--> statement-breakpoint
CREATE TRIGGER `months_enter` AFTER UPDATE OF `state` ON `articles` WHEN new.`state` = 'published' AND old.`state` <> 'published' BEGIN
	INSERT INTO `months` VALUES (new.`lang`, new.`month`, 1) ON CONFLICT DO UPDATE SET `articles` = `articles` + 1;
END;--> statement-breakpoint
CREATE TRIGGER `months_leave` AFTER UPDATE OF `state` ON `articles` WHEN old.`state` = 'published' AND new.`state` <> 'published' BEGIN
	UPDATE `months` SET `articles` = `articles` - 1 WHERE `lang` = old.`lang` AND `month` = old.`month`;
	DELETE FROM `months` WHERE `lang` = old.`lang` AND `month` = old.`month` AND `articles` < 1;
END;--> statement-breakpoint
ALTER TABLE `listings` ADD `roles` text;--> statement-breakpoint
UPDATE `listings` SET `roles` = (SELECT json_group_array(DISTINCT c.`role`) FROM `articles` a
	JOIN `revisions` r ON r.`article_id` = a.`id` AND r.`number` = a.`published_revision`
	JOIN `credits` c ON c.`revision_id` = r.`id` AND c.`person_id` = `listings`.`key_id`
	WHERE a.`id` = `listings`.`article_id`) WHERE `kind` = 'person';--> statement-breakpoint
CREATE INDEX `credits_role` ON `credits` (`revision_id`,`role`,`n`,`name`);
