-- Why: a newsroom that moves its domain here expects the addresses of before to work.
CREATE TABLE `old_paths` (
	`path` text PRIMARY KEY NOT NULL,
	`article_id` text NOT NULL,
	`change_id` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "old_paths_path_bounded" CHECK(path glob '/?*' and length(path) <= 2048)
) STRICT;
--> statement-breakpoint
CREATE INDEX `old_paths_article` ON `old_paths` (`article_id`);