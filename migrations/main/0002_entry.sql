ALTER TABLE `members` ADD `access_email` text;--> statement-breakpoint
CREATE UNIQUE INDEX `members_access_email_unique` ON `members` (`access_email`);--> statement-breakpoint
ALTER TABLE `sessions` ADD `next_sha256` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `next_at` integer;--> statement-breakpoint
ALTER TABLE `sessions` ADD `former_sha256` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `rotated_at` integer;--> statement-breakpoint
ALTER TABLE `sessions` ADD `access_email` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `form_token` text;--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_next_sha256_unique` ON `sessions` (`next_sha256`);--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_former_sha256_unique` ON `sessions` (`former_sha256`);