/** Why a picture cannot be had. The code is stored in `remote_pictures.reason`; the sentence is made from it. */
export interface PictureRefusal {
  /** One of the codes below, or what an older release stored. */
  reason: string;
  /** Plain English that names the remedy. */
  detail: string;
  /** `later` when trying again may help. */
  again: 'later' | 'never';
}

interface Refusal {
  detail: string;
  again: 'later' | 'never';
}

const never = (detail: string): Refusal => ({ detail, again: 'never' });
const later = (detail: string): Refusal => ({ detail, again: 'later' });

const refusals = {
  empty: never('The picture is empty. Send the file again.'),
  svg: never('SVG pictures can carry scripts and are not taken. Export it as PNG and send that.'),
  html: never('This is a web page, not a picture. Give the address of the picture file itself.'),
  zip: never('This is a ZIP archive, whatever its name says. Unpack it and send the picture inside.'),
  heic: never('HEIC pictures do not show in most browsers. Save it as JPEG and send that.'),
  unknown_type: never('This is not a picture we can read. Send it as JPEG, PNG, WebP, GIF or AVIF.'),
  damaged: never(
    'The picture is damaged or cut short. Open it, save it again as JPEG or PNG, and send that.',
  ),
  too_many_pixels: never(
    'The picture has too many pixels (100 megapixels, 12,000 a side at most). Scale it down; 1600 wide is enough.',
  ),
  too_large: never('The picture is larger than 20 MB. Save it smaller; 1600 pixels wide is enough.'),
  too_many: never('An article can have at most 20 pictures. Remove some, or split the article.'),

  not_a_url: never('This is not a full web address. Give one that begins with https://.'),
  scheme: never(
    'Pictures are fetched from https:// addresses only. Upload the picture, or give such an address.',
  ),
  ipfs: never(
    'ipfs:// addresses cannot be fetched. Upload the picture, or give its https:// gateway address.',
  ),
  private_address: never('The address is not on the public web. Upload the picture instead.'),
  credentials: never('The address contains a user name or password. Remove it, or upload the picture.'),
  port: never('Pictures are fetched from the ports 80 and 443 only. Upload the picture instead.'),
  too_many_hops: never('The address redirects too many times. Give the address it ends at.'),
  not_found: never('The picture is not there (any more). Check the address, or upload the picture.'),
  not_allowed: never('The host does not hand the picture out. Upload it instead.'),
  bad_answer: never('The host did not answer with a picture. Check the address, or upload the picture.'),

  busy: later('The host is busy or broken at the moment. We try again; you can upload the picture instead.'),
  unreachable: later(
    'The host could not be reached. We try again; check the address, or upload the picture.',
  ),
  time_out: later('The host was too slow. We try again; you can upload the picture instead.'),
  out_of_time: later('There was no time left for this picture. We try again.'),
  no_encoder: later(
    'The picture could not be converted at the moment. We try again; a JPEG needs no waiting.',
  ),
  upload_missing: never('The uploaded picture was not found. Upload it again.'),
} satisfies Record<string, Refusal>;

export type PictureReason = keyof typeof refusals;

export const refusal = (reason: PictureReason): PictureRefusal => ({ reason, ...refusals[reason] });

/** The refusal a row of `remote_pictures` stands for; `given up` when its last try is behind it. */
export function refusalOfRow(row: { reason: string | null; state: string }): PictureRefusal {
  const known = Object.entries(refusals).find(([reason]) => reason === row.reason);
  const found = known?.[1] ?? refusals.unreachable;
  const again = row.state === 'refused' ? 'never' : 'later';
  const detail = again === 'never' ? found.detail.replace('We try again; ', 'We gave up; ') : found.detail;
  return { reason: row.reason ?? 'unreachable', detail, again };
}

export const isRefusal = (value: object): value is PictureRefusal => 'reason' in value && 'again' in value;
