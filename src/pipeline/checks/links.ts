/** Links of the source that the translation lost, and links that it added. */
import { tell } from '../../i18n/told/tell.ts';
import type { Segment } from '../segments/segment.ts';
import { addressOf, siblings } from './address.ts';
import { type Check, finding, said } from './check.ts';

export const checkLinks: Check = ({ lang, body, source, pairs, sources }) => {
  if (!source) return [];
  const theirs = count(source.segments);
  const ours = count(body);
  const known = new Set(sources.map(({ url }) => addressOf(url)));
  const lost = [...theirs].filter(
    ([address, times]) => (ours.get(address)?.length ?? 0) < times.length && !known.has(address),
  );
  const added = [...ours].filter(
    ([address, times]) => (theirs.get(address)?.length ?? 0) < times.length && !known.has(address),
  );
  const out = [];
  for (const [address, places] of lost) {
    // The same page in another language stands in for it: a localised link is no loss.
    const n = added.findIndex(([other]) => siblings(address, other, [source.lang, lang]));
    if (n >= 0) {
      added.splice(n, 1);
      continue;
    }
    const place = placeOf(places, pairs, address) ?? places.at(-1);
    if (!place) continue;
    const gone = ours.has(address) ? 'link-fewer' : 'link-lost';
    out.push(
      finding('link-lost', 'warning', tell(gone, { url: said(place.url) }), place.segment.text || place.url),
    );
  }
  for (const [, places] of added) {
    const [place] = places;
    if (place)
      out.push(
        finding(
          'link-added',
          'note',
          tell('link-added', { url: said(place.url) }),
          place.segment.text || place.url,
        ),
      );
  }
  return out;
};

interface Place {
  url: string;
  segment: Segment;
}

function count(segments: readonly Segment[]): Map<string, Place[]> {
  const out = new Map<string, Place[]>();
  for (const segment of segments) {
    for (const { url } of segment.links) {
      const address = addressOf(url);
      if (!address) continue;
      const places = out.get(address) ?? [];
      places.push({ url, segment });
      out.set(address, places);
    }
  }
  return out;
}

/** The pair whose translation lacks the link that its source has. */
function placeOf(
  places: readonly Place[],
  pairs: Parameters<Check>[0]['pairs'],
  address: string,
): Place | undefined {
  const pair = pairs.find(
    ({ source, translation }) =>
      places.some(({ segment }) => source.includes(segment)) &&
      !translation.some((segment) => segment.links.some(({ url }) => addressOf(url) === address)),
  );
  const segment = pair?.translation[0] ?? pair?.source[0];
  const [first] = places;
  return segment && first ? { url: first.url, segment } : undefined;
}
