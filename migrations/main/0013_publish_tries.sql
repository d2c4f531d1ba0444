-- Why: scheduled articles that fail each time stood before all others in each minute's sweep. This says when one was last
-- taken; `articles` itself may be what cannot be written.
CREATE TABLE `publish_tries` (
	`article_id` text PRIMARY KEY NOT NULL,
	`change_id` text,
	`tries` integer NOT NULL,
	`due_at` integer NOT NULL,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
