-- Why: an article's page read the row of each person it credits for nothing but the slug, which never changes.
ALTER TABLE `credits` ADD `person_slug` text;--> statement-breakpoint
UPDATE `credits` SET `person_slug` = (SELECT `slug` FROM `people` WHERE `id` = `credits`.`person_id`);
