/** Cloudflare Access before the desk. */
export const accessEn = {
  outside: 'The desk stands behind Cloudflare Access, and this request did not come through it.',
  goIn: 'Go in through Cloudflare Access',
  knownAs: 'Cloudflare Access knows you as {email}.',
  enterAs: 'Enter as {name}',
  notLinked: 'No member is linked to this address: enter with a passkey or a link. An admin can link it.',
  lost: 'That did not work: this address is no longer linked to a member.',
  leave: 'Leave Cloudflare Access',
  address: 'Address at Cloudflare Access',
  addressHint:
    'Whom Cloudflare Access knows by this address enters as this member. Leave it empty for nobody.',
  badAddress: 'Give one address, as name@example.org, in plain Latin letters.',
  taken: 'Another member is linked to this address already.',
} as const;
