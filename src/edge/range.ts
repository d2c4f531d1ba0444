/** One byte range of a stored 200 (RFC 9110, section 14). Several ranges in one request get the whole. */

export type Range = { from: number; to: number } | 'unsatisfiable' | 'whole';

/** What `Range: bytes=…` asks of a body of `size` bytes; `to` is inclusive. */
export function parseRange(field: string | null, size: number): Range {
  const found = field === null ? null : /^\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(field);
  const [, first = '', last = ''] = found ?? [];
  if (first === '' && last === '') return 'whole';
  if (first === '') {
    const suffix = Number(last);
    return suffix === 0 || size === 0 ? 'unsatisfiable' : { from: Math.max(0, size - suffix), to: size - 1 };
  }
  const from = Number(first);
  const to = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== '' && Number(last) < from) return 'whole';
  return from >= size ? 'unsatisfiable' : { from, to };
}

/** RFC 9110, section 13.1.5: a range may only be cut from the form that If-Range names, by strong comparison. */
export function rangeApplies(request: Headers, stored: Headers): boolean {
  const ifRange = request.get('if-range');
  if (ifRange === null) return true;
  if (ifRange.startsWith('W/')) return false;
  return ifRange === (ifRange.startsWith('"') ? stored.get('etag') : stored.get('last-modified'));
}
