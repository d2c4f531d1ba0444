-- Nothing wrote to `deliveries` before this, so it is made anew: SQLite can neither drop a NOT NULL nor add a CHECK.
DROP TABLE `deliveries`;--> statement-breakpoint
CREATE TABLE `deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`webhook_id` text,
	`event` text NOT NULL,
	`body` text NOT NULL,
	`purge_id` text,
	`attempts` integer DEFAULT 0 NOT NULL,
	`due_at` integer NOT NULL,
	`lease_id` text,
	`error` text,
	`created_at` integer NOT NULL,
	`done_at` integer,
	FOREIGN KEY (`webhook_id`) REFERENCES `webhooks`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "deliveries_event_known" CHECK(event in ('published', 'corrected', 'withdrawn', 'test', 'ping'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `deliveries_due` ON `deliveries` (`due_at`) WHERE done_at is null;--> statement-breakpoint
CREATE INDEX `deliveries_webhook` ON `deliveries` (`webhook_id`,`id`);--> statement-breakpoint
CREATE INDEX `deliveries_done` ON `deliveries` (`done_at`) WHERE done_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `deliveries_ping` ON `deliveries` (`body`) WHERE webhook_id is null and done_at is null;--> statement-breakpoint
ALTER TABLE `webhooks` ADD `old_secret` text;--> statement-breakpoint
ALTER TABLE `webhooks` ADD `old_until` integer;
