/** What stands in the article for a picture: ours in the width that fits, or a link to what could not be had. */
import { pictureSrcset } from '../../lib/picture-srcset.ts';
import { PICTURE_WIDTHS_PIXELS } from '../../limits.ts';
import { outwardLink } from '../sanitise/clean.ts';
import { element, type Node } from '../sanitise/nodes.ts';
import { attributeIn, type ParsedElement } from '../sanitise/parse.ts';
import { safeLink } from '../sanitise/urls.ts';
import type { StoredPicture } from '../types.ts';

/** The column of an article is 42 rem wide, the screen of a phone less. */
const SIZES = '(min-width: 44rem) 42rem, 100vw';

const titled = (title: string | undefined): Record<string, string> => (title ? { title } : {});

export function pictureNode(
  image: ParsedElement,
  options: { linked: boolean; pictures: ReadonlyMap<string, StoredPicture> },
): Node | undefined {
  const src = (attributeIn(image, 'src') ?? '').trim();
  const alt = (attributeIn(image, 'alt') ?? '').trim();
  const title = attributeIn(image, 'title')?.trim();
  const stored = options.pictures.get(src);
  if (stored) {
    return element('picture', {}, [
      element('source', {
        type: 'image/webp',
        srcset: pictureSrcset(stored, 'webp', PICTURE_WIDTHS_PIXELS),
        sizes: SIZES,
      }),
      element('img', {
        src: `/images/${stored.sha256}/960.jpeg`,
        srcset: pictureSrcset(stored, 'jpeg', PICTURE_WIDTHS_PIXELS),
        sizes: SIZES,
        width: String(stored.width),
        height: String(stored.height),
        alt,
        ...titled(title),
        loading: 'lazy',
        decoding: 'async',
      }),
    ]);
  }
  const href = safeLink(src);
  if (!href || options.linked) return alt;
  return outwardLink(href, 'picture-missing', [alt || new URL(href).host]);
}
