-- Why: a page that names the months of an edition read a row for each, and the index of the sitemaps one for each month of
-- every edition: twenty years of three languages are 720. They stand in one row an edition now.
CREATE TABLE `editions` (
	`lang` text PRIMARY KEY NOT NULL,
	`months` text NOT NULL
) STRICT;
--> statement-breakpoint
INSERT INTO `editions` SELECT `lang`, json_group_object(`month`, `articles`) FROM `months` GROUP BY `lang`;--> statement-breakpoint
CREATE TRIGGER `editions_begin` AFTER INSERT ON `months` BEGIN
	INSERT INTO `editions` VALUES (new.`lang`, json_object(new.`month`, new.`articles`))
		ON CONFLICT DO UPDATE SET `months` = json_set(`months`, '$."' || new.`month` || '"', new.`articles`);
END;--> statement-breakpoint
CREATE TRIGGER `editions_count` AFTER UPDATE OF `articles` ON `months` BEGIN
	UPDATE `editions` SET `months` = json_set(`months`, '$."' || new.`month` || '"', new.`articles`) WHERE `lang` = new.`lang`;
END;--> statement-breakpoint
CREATE TRIGGER `editions_leave` AFTER DELETE ON `months` BEGIN
	UPDATE `editions` SET `months` = json_remove(`months`, '$."' || old.`month` || '"') WHERE `lang` = old.`lang`;
	DELETE FROM `editions` WHERE `lang` = old.`lang` AND `months` = '{}';
END;
