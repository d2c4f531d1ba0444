CREATE TABLE `article_topics` (
	`article_id` text NOT NULL,
	`topic_id` text NOT NULL,
	PRIMARY KEY(`article_id`, `topic_id`),
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`topic_id`) REFERENCES `topics`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `article_topics_topic` ON `article_topics` (`topic_id`);--> statement-breakpoint
CREATE TABLE `articles` (
	`id` text PRIMARY KEY NOT NULL,
	`story_id` text NOT NULL,
	`lang` text NOT NULL,
	`state` text DEFAULT 'in_review' NOT NULL,
	`current_revision` integer NOT NULL,
	`approved_revision` integer,
	`published_revision` integer,
	`slug` text NOT NULL,
	`month` text,
	`created_by` text,
	`approved_by` text,
	`scheduled_at` integer,
	`published_at` integer,
	`changed_at` integer,
	`withdrawn_at` integer,
	`withdrawn_reason` text,
	`change_id` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`story_id`) REFERENCES `stories`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`approved_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "articles_state_known" CHECK(state in ('in_review', 'approved', 'scheduled', 'published', 'withdrawn', 'spiked')),
	CONSTRAINT "articles_published_complete" CHECK(state not in ('published', 'withdrawn') or (published_revision is not null and month is not null and published_at is not null)),
	CONSTRAINT "articles_scheduled_complete" CHECK((state = 'scheduled') = (scheduled_at is not null))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `articles_story_lang` ON `articles` (`story_id`,`lang`);--> statement-breakpoint
CREATE UNIQUE INDEX `articles_url` ON `articles` (`lang`,`month`,`slug`);--> statement-breakpoint
CREATE INDEX `articles_state` ON `articles` (`state`,`lang`,`updated_at`);--> statement-breakpoint
CREATE INDEX `articles_edition` ON `articles` (`lang`,`state`,`published_at`);--> statement-breakpoint
CREATE INDEX `articles_updated` ON `articles` (`updated_at`);--> statement-breakpoint
CREATE INDEX `articles_due` ON `articles` (`scheduled_at`) WHERE state = 'scheduled';--> statement-breakpoint
CREATE TABLE `corrections` (
	`id` text PRIMARY KEY NOT NULL,
	`article_id` text NOT NULL,
	`kind` text NOT NULL,
	`note` text NOT NULL,
	`created_by` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "corrections_kind_known" CHECK(kind in ('translation_error', 'source_changed', 'update'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `corrections_article` ON `corrections` (`article_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `credits` (
	`revision_id` text NOT NULL,
	`n` integer NOT NULL,
	`person_id` text NOT NULL,
	`role` text NOT NULL,
	`name` text NOT NULL,
	`affiliation` text,
	`as_written` text NOT NULL,
	`url` text,
	PRIMARY KEY(`revision_id`, `n`),
	FOREIGN KEY (`revision_id`) REFERENCES `revisions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "credits_role_known" CHECK(role in ('author', 'translator', 'proofreader', 'reviewer', 'editor', 'publisher', 'selector', 'transcriber', 'commentator', 'producer', 'photographer'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `credits_person` ON `credits` (`person_id`);--> statement-breakpoint
CREATE TABLE `findings` (
	`id` text PRIMARY KEY NOT NULL,
	`revision_id` text NOT NULL,
	`n` integer NOT NULL,
	`check_name` text NOT NULL,
	`severity` text NOT NULL,
	`message` text NOT NULL,
	`segment` text,
	`finding_key` text,
	`dismissed_at` integer,
	`dismissed_by` text,
	`dismissed_reason` text,
	FOREIGN KEY (`revision_id`) REFERENCES `revisions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`dismissed_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "findings_severity_known" CHECK(severity in ('block', 'warning', 'note'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `findings_place` ON `findings` (`revision_id`,`n`);--> statement-breakpoint
CREATE TABLE `listings` (
	`kind` text NOT NULL,
	`key_id` text NOT NULL,
	`lang` text NOT NULL,
	`published_at` integer NOT NULL,
	`article_id` text NOT NULL,
	`month` text NOT NULL,
	`slug` text NOT NULL,
	`title` text NOT NULL,
	PRIMARY KEY(`kind`, `key_id`, `lang`, `published_at`, `article_id`),
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "listings_kind_known" CHECK(kind in ('topic', 'person'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `listings_article` ON `listings` (`article_id`);--> statement-breakpoint
CREATE TABLE `revisions` (
	`id` text PRIMARY KEY NOT NULL,
	`article_id` text NOT NULL,
	`number` integer NOT NULL,
	`submission_id` text NOT NULL,
	`sha256` text NOT NULL,
	`title` text NOT NULL,
	`byline` text,
	`repost_name` text,
	`repost_url` text,
	`header_sha256` text,
	`header_width` integer,
	`header_height` integer,
	`header_alt` text,
	`header_caption` text,
	`header_url` text,
	`sources` text NOT NULL,
	`disclaimer` text,
	`footer_links` text NOT NULL,
	`as_written` text NOT NULL,
	`excerpt` text NOT NULL,
	`words` integer NOT NULL,
	`reading_minutes` integer NOT NULL,
	`simhash` text,
	`created_by` text,
	`reason` text,
	`created_at` integer NOT NULL,
	`markdown` text NOT NULL,
	`html` text NOT NULL,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "revisions_sources_json" CHECK(sources is null or json_valid(sources)),
	CONSTRAINT "revisions_footer_json" CHECK(footer_links is null or json_valid(footer_links)),
	CONSTRAINT "revisions_written_json" CHECK(as_written is null or json_valid(as_written))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `revisions_number` ON `revisions` (`article_id`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `revisions_submission` ON `revisions` (`submission_id`);--> statement-breakpoint
CREATE TABLE `slugs` (
	`lang` text NOT NULL,
	`month` text NOT NULL,
	`slug` text NOT NULL,
	`article_id` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`lang`, `month`, `slug`),
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `slugs_article` ON `slugs` (`article_id`);--> statement-breakpoint
CREATE TABLE `stories` (
	`id` text PRIMARY KEY NOT NULL,
	`source_key` text,
	`twin_of` text,
	`source_url` text,
	`source_title` text,
	`source_publisher` text,
	`source_lang` text,
	`source_markdown` text,
	`licence` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `stories_source` ON `stories` (`source_key`);--> statement-breakpoint
CREATE INDEX `stories_twin` ON `stories` (`twin_of`);--> statement-breakpoint
CREATE TABLE `topics` (
	`id` text PRIMARY KEY NOT NULL,
	`slug` text NOT NULL,
	`names` text NOT NULL,
	`created_at` integer NOT NULL,
	CONSTRAINT "topics_names_json" CHECK(names is null or json_valid(names))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `topics_slug_unique` ON `topics` (`slug`);--> statement-breakpoint
CREATE TABLE `claims` (
	`id` text PRIMARY KEY NOT NULL,
	`source_key` text NOT NULL,
	`source_url` text NOT NULL,
	`lang` text NOT NULL,
	`member_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `claims_source` ON `claims` (`source_key`,`lang`);--> statement-breakpoint
CREATE INDEX `claims_member` ON `claims` (`member_id`);--> statement-breakpoint
CREATE INDEX `claims_expiry` ON `claims` (`expires_at`);--> statement-breakpoint
CREATE TABLE `comments` (
	`id` text PRIMARY KEY NOT NULL,
	`article_id` text NOT NULL,
	`revision` integer NOT NULL,
	`quote` text NOT NULL,
	`note` text NOT NULL,
	`member_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`resolved_at` integer,
	`resolved_by` text,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`resolved_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `comments_article` ON `comments` (`article_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`webhook_id` text NOT NULL,
	`event` text NOT NULL,
	`body` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`due_at` integer NOT NULL,
	`error` text,
	`created_at` integer NOT NULL,
	`done_at` integer,
	FOREIGN KEY (`webhook_id`) REFERENCES `webhooks`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `deliveries_due` ON `deliveries` (`due_at`) WHERE done_at is null;--> statement-breakpoint
CREATE INDEX `deliveries_webhook` ON `deliveries` (`webhook_id`);--> statement-breakpoint
CREATE TABLE `drafts` (
	`id` text PRIMARY KEY NOT NULL,
	`member_id` text NOT NULL,
	`form` text NOT NULL,
	`fields` text NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "drafts_fields_json" CHECK(fields is null or json_valid(fields))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `drafts_form` ON `drafts` (`member_id`,`form`);--> statement-breakpoint
CREATE TABLE `glossary` (
	`id` text PRIMARY KEY NOT NULL,
	`source_lang` text NOT NULL,
	`lang` text NOT NULL,
	`term` text NOT NULL,
	`translation` text NOT NULL,
	`variants` text NOT NULL,
	`forbidden` text NOT NULL,
	`note` text,
	`member_id` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "glossary_variants_json" CHECK(variants is null or json_valid(variants)),
	CONSTRAINT "glossary_forbidden_json" CHECK(forbidden is null or json_valid(forbidden))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `glossary_term` ON `glossary` (`lang`,`source_lang`,`term`);--> statement-breakpoint
CREATE TABLE `pairings` (
	`article_id` text PRIMARY KEY NOT NULL,
	`pairs` text NOT NULL,
	`member_id` text NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "pairings_pairs_json" CHECK(pairs is null or json_valid(pairs))
) STRICT;
--> statement-breakpoint
CREATE TABLE `snapshots` (
	`id` text PRIMARY KEY NOT NULL,
	`story_id` text NOT NULL,
	`sha256` text NOT NULL,
	`markdown` text NOT NULL,
	`taken_at` integer NOT NULL,
	FOREIGN KEY (`story_id`) REFERENCES `stories`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `snapshots_text` ON `snapshots` (`story_id`,`sha256`);--> statement-breakpoint
CREATE INDEX `snapshots_story` ON `snapshots` (`story_id`,`taken_at`);--> statement-breakpoint
CREATE TABLE `watches` (
	`story_id` text PRIMARY KEY NOT NULL,
	`looks` integer DEFAULT 0 NOT NULL,
	`failures` integer DEFAULT 0 NOT NULL,
	`error` text,
	`due_at` integer,
	`changed_at` integer,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`story_id`) REFERENCES `stories`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `watches_due` ON `watches` (`due_at`) WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX `watches_changed` ON `watches` (`changed_at`) WHERE changed_at is not null;--> statement-breakpoint
CREATE TABLE `webhooks` (
	`id` text PRIMARY KEY NOT NULL,
	`url` text NOT NULL,
	`secret` text NOT NULL,
	`events` text NOT NULL,
	`created_at` integer NOT NULL,
	`disabled_at` integer,
	CONSTRAINT "webhooks_events_json" CHECK(events is null or json_valid(events))
) STRICT;
--> statement-breakpoint
CREATE TABLE `challenges` (
	`challenge_sha256` text PRIMARY KEY NOT NULL,
	`member_id` text,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `challenges_expiry` ON `challenges` (`expires_at`);--> statement-breakpoint
CREATE TABLE `passkeys` (
	`id` text PRIMARY KEY NOT NULL,
	`member_id` text NOT NULL,
	`public_key` text NOT NULL,
	`algorithm` integer NOT NULL,
	`counter` integer NOT NULL,
	`transports` text NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer,
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "passkeys_transports_json" CHECK(transports is null or json_valid(transports))
) STRICT;
--> statement-breakpoint
CREATE INDEX `passkeys_member` ON `passkeys` (`member_id`);--> statement-breakpoint
CREATE TABLE `audit` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`member_id` text,
	`action` text NOT NULL,
	`subject` text NOT NULL,
	`before_json` text,
	`after_json` text,
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "audit_before_json" CHECK(before_json is null or json_valid(before_json)),
	CONSTRAINT "audit_after_json" CHECK(after_json is null or json_valid(after_json))
) STRICT;
--> statement-breakpoint
CREATE INDEX `audit_at` ON `audit` (`at`);--> statement-breakpoint
CREATE INDEX `audit_subject` ON `audit` (`subject`,`at`);--> statement-breakpoint
CREATE TABLE `invitations` (
	`id` text PRIMARY KEY NOT NULL,
	`link_sha256` text NOT NULL,
	`role` text NOT NULL,
	`lang` text,
	`member_id` text,
	`name` text,
	`created_by` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "invitations_role_known" CHECK(role in ('translator', 'proofreader', 'publisher', 'admin'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `invitations_link_sha256_unique` ON `invitations` (`link_sha256`);--> statement-breakpoint
CREATE TABLE `members` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`lang` text,
	`created_at` integer NOT NULL,
	`disabled_at` integer,
	CONSTRAINT "members_role_known" CHECK(role in ('translator', 'proofreader', 'publisher', 'admin'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `members_name_unique` ON `members` (`name`);--> statement-breakpoint
CREATE TABLE `people` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`name_key` text NOT NULL,
	`slug` text NOT NULL,
	`created_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `people_name_key_unique` ON `people` (`name_key`);--> statement-breakpoint
CREATE UNIQUE INDEX `people_slug_unique` ON `people` (`slug`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`member_id` text NOT NULL,
	`token_sha256` text NOT NULL,
	`created_at` integer NOT NULL,
	`seen_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`user_agent` text,
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_token_sha256_unique` ON `sessions` (`token_sha256`);--> statement-breakpoint
CREATE INDEX `sessions_member` ON `sessions` (`member_id`);--> statement-breakpoint
CREATE TABLE `tokens` (
	`id` text PRIMARY KEY NOT NULL,
	`member_id` text NOT NULL,
	`role` text NOT NULL,
	`name` text NOT NULL,
	`token_sha256` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer,
	`last_used_at` integer,
	`revoked_at` integer,
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "tokens_role_known" CHECK(role in ('translator', 'proofreader', 'publisher', 'admin'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `tokens_token_sha256_unique` ON `tokens` (`token_sha256`);--> statement-breakpoint
CREATE INDEX `tokens_member` ON `tokens` (`member_id`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`due_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`error` text,
	`created_at` integer NOT NULL,
	`done_at` integer,
	CONSTRAINT "outbox_kind_known" CHECK(kind in ('submission', 'picture', 'index'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`due_at`) WHERE done_at is null;--> statement-breakpoint
CREATE INDEX `outbox_subject` ON `outbox` (`subject_id`);--> statement-breakpoint
CREATE TABLE `pictures` (
	`sha256` text PRIMARY KEY NOT NULL,
	`width` integer NOT NULL,
	`height` integer NOT NULL,
	`format` text NOT NULL,
	`bytes` integer NOT NULL,
	`variants_at` integer,
	`created_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `pictures_pending` ON `pictures` (`created_at`) WHERE variants_at is null;--> statement-breakpoint
CREATE TABLE `purge_calls` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`tags` integer NOT NULL,
	`ok` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `purge_calls_at` ON `purge_calls` (`at`);--> statement-breakpoint
CREATE TABLE `purges` (
	`id` text PRIMARY KEY NOT NULL,
	`article_id` text,
	`change` text NOT NULL,
	`phase` text NOT NULL,
	`tags` text NOT NULL,
	`due_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`error` text,
	`created_at` integer NOT NULL,
	`done_at` integer,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "purges_phase_known" CHECK(phase in ('now', 'settle')),
	CONSTRAINT "purges_tags_json" CHECK(tags is null or json_valid(tags))
) STRICT;
--> statement-breakpoint
CREATE INDEX `purges_due` ON `purges` (`due_at`) WHERE done_at is null;--> statement-breakpoint
CREATE INDEX `purges_article` ON `purges` (`article_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `remote_pictures` (
	`id` text PRIMARY KEY NOT NULL,
	`url` text NOT NULL,
	`state` text DEFAULT 'wanted' NOT NULL,
	`sha256` text,
	`attempts` integer DEFAULT 0 NOT NULL,
	`reason` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`sha256`) REFERENCES `pictures`(`sha256`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "remote_pictures_state_known" CHECK(state in ('wanted', 'stored', 'refused'))
) STRICT;
--> statement-breakpoint
CREATE TABLE `settings` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT "settings_value_json" CHECK(value is null or json_valid(value))
) STRICT;
--> statement-breakpoint
CREATE TABLE `submissions` (
	`id` text PRIMARY KEY NOT NULL,
	`article_id` text,
	`base_revision` integer,
	`reason` text,
	`member_id` text NOT NULL,
	`idempotency_key` text,
	`content_sha256` text NOT NULL,
	`lang` text NOT NULL,
	`markdown` text NOT NULL,
	`source_url` text,
	`source_lang` text,
	`source_markdown` text,
	`header_sha256` text,
	`slug` text,
	`topics` text NOT NULL,
	`state` text DEFAULT 'queued' NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`lease_id` text,
	`lease_until` integer,
	`failure` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "submissions_state_known" CHECK(state in ('queued', 'processing', 'ready', 'failed')),
	CONSTRAINT "submissions_topics_json" CHECK(topics is null or json_valid(topics))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `submissions_key` ON `submissions` (`member_id`,`idempotency_key`);--> statement-breakpoint
CREATE UNIQUE INDEX `submissions_content` ON `submissions` (`member_id`,`content_sha256`);--> statement-breakpoint
CREATE INDEX `submissions_state` ON `submissions` (`state`,`updated_at`);--> statement-breakpoint
CREATE INDEX `submissions_article` ON `submissions` (`article_id`);--> statement-breakpoint
CREATE INDEX `submissions_member` ON `submissions` (`member_id`,`id`);