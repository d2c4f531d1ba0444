/** The closed vocabularies of the database: each is a CHECK there and a union type here. */

export const submissionStates = ['queued', 'processing', 'ready', 'failed'] as const;
export type SubmissionState = (typeof submissionStates)[number];

export const articleStates = [
  'in_review',
  'approved',
  'scheduled',
  'published',
  'withdrawn',
  'spiked',
] as const;
export type ArticleState = (typeof articleStates)[number];

export const creditRoles = [
  'author',
  'translator',
  'proofreader',
  'reviewer',
  'editor',
  'publisher',
  'selector',
  'transcriber',
  'commentator',
  'producer',
  'photographer',
] as const;
export type CreditRole = (typeof creditRoles)[number];

/** `block` holds an approval back; the others inform. */
export const severities = ['block', 'warning', 'note'] as const;
export type Severity = (typeof severities)[number];

/** Each role may do all that the one before it may. */
export const memberRoles = ['translator', 'proofreader', 'publisher', 'admin'] as const;
export type MemberRole = (typeof memberRoles)[number];

export const correctionKinds = ['translation_error', 'source_changed', 'update'] as const;
export type CorrectionKind = (typeof correctionKinds)[number];

export const outboxKinds = ['submission', 'picture', 'index'] as const;
export type OutboxKind = (typeof outboxKinds)[number];

export const pictureStates = ['wanted', 'stored', 'refused'] as const;
export type PictureState = (typeof pictureStates)[number];

export const purgePhases = ['now', 'settle'] as const;
export type PurgePhase = (typeof purgePhases)[number];

/** What a webhook can ask to be told of. */
export const webhookEvents = ['published', 'corrected', 'withdrawn'] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

/** `test`: sent by hand, to see that it arrives. `ping`: to the WebSub hub, that a feed changed. */
export const deliveryEvents = [...webhookEvents, 'test', 'ping'] as const;
export type DeliveryEvent = (typeof deliveryEvents)[number];
