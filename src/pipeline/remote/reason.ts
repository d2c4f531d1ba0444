/** Why something cannot be fetched. Each use has sentences of its own for these. */
export type RemoteReason =
  | 'not_a_url'
  | 'scheme'
  | 'ipfs'
  | 'private_address'
  | 'credentials'
  | 'port'
  | 'too_many_hops'
  | 'not_found'
  | 'not_allowed'
  | 'bad_answer'
  | 'empty'
  | 'too_large'
  | 'busy'
  | 'unreachable'
  | 'time_out'
  | 'out_of_time';
