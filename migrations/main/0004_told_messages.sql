ALTER TABLE `findings` ADD `told` text;--> statement-breakpoint
ALTER TABLE `submissions` ADD `failure_told` text;