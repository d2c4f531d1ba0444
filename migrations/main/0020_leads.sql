-- Why: the newest article led an edition's front page, however small it was. A publisher can choose another.
CREATE TABLE `leads` (
	`lang` text PRIMARY KEY NOT NULL,
	`article_id` text,
	`change_id` text NOT NULL,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
