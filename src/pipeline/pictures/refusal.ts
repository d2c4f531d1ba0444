/** Why a picture cannot be had. The code is stored in `remote_pictures.reason`; the sentence is made from it. */
import { type Told, tell } from '../../i18n/told/tell.ts';

export interface PictureRefusal {
  /** One of the codes below, or what an older release stored. */
  reason: string;
  /** Names the remedy. */
  told: Told;
  /** `later` when trying again may help. */
  again: 'later' | 'never';
}

const refusals = {
  empty: 'never',
  svg: 'never',
  html: 'never',
  zip: 'never',
  heic: 'never',
  unknown_type: 'never',
  damaged: 'never',
  too_many_pixels: 'never',
  too_large: 'never',
  too_many: 'never',

  not_a_url: 'never',
  scheme: 'never',
  ipfs: 'never',
  private_address: 'never',
  credentials: 'never',
  port: 'never',
  too_many_hops: 'never',
  not_found: 'never',
  not_allowed: 'never',
  bad_answer: 'never',

  busy: 'later',
  unreachable: 'later',
  time_out: 'later',
  out_of_time: 'later',
  no_encoder: 'later',
  upload_missing: 'never',
} satisfies Record<string, PictureRefusal['again']>;

export type PictureReason = keyof typeof refusals;

export const refusal = (reason: PictureReason): PictureRefusal => ({
  reason,
  told: tell(`picture-${reason}`),
  again: refusals[reason],
});

const isKnown = (reason: string): reason is PictureReason => Object.hasOwn(refusals, reason);

/** The refusal a row of `remote_pictures` stands for; what could be cured by trying is given up at last. */
export function refusalOfRow(row: { reason: string | null; state: string }): PictureRefusal {
  const reason = row.reason ?? 'unreachable';
  const known = refusal(isKnown(reason) ? reason : 'unreachable');
  if (row.state !== 'refused') return { ...known, reason, again: 'later' };
  return { reason, told: known.again === 'later' ? tell('picture-gave-up') : known.told, again: 'never' };
}

export const isRefusal = (value: object): value is PictureRefusal => 'reason' in value && 'again' in value;
