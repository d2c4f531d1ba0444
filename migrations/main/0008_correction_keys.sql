-- Why: a publisher whose connection broke sends a correction again, and readers must not see its note twice.
ALTER TABLE `corrections` ADD `idempotency_key` text;--> statement-breakpoint
CREATE UNIQUE INDEX `corrections_key` ON `corrections` (`created_by`,`idempotency_key`);