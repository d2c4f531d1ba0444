import { PICTURE_WIDTHS_PIXELS } from '../limits.ts';
import type { PictureView } from '../store/reader/views.ts';

export type Loading = 'first' | 'lazy';

const widest = PICTURE_WIDTHS_PIXELS.at(-1) ?? 1_600;

/** Widths worth offering: up to the first that is not smaller than the picture itself. */
const offered = (width: number): number[] =>
  PICTURE_WIDTHS_PIXELS.filter((_, n) => n === 0 || (PICTURE_WIDTHS_PIXELS[n - 1] ?? widest) < width);

/** WebP in the stored widths with a JPEG behind it. `sizes` is the picture's width on the page. */
export const Picture = (props: { of: PictureView; sizes: string; loading: Loading; alt?: string }) => {
  const { of, sizes, loading } = props;
  const at = (width: number, format: string) => `/images/${of.sha256}/${width}.${format}`;
  const widths = offered(of.width);
  const set = widths.map((width) => `${at(width, 'webp')} ${Math.min(width, of.width)}w`).join(', ');
  const fallback = widths.at(1) ?? widths.at(0) ?? widest;
  return (
    <picture>
      <source type="image/webp" srcset={set} sizes={sizes} />
      <img
        src={at(fallback, 'jpeg')}
        width={of.width}
        height={of.height}
        alt={props.alt ?? of.alt}
        {...(loading === 'first' ? { fetchpriority: 'high' } : { loading: 'lazy', decoding: 'async' })}
      />
    </picture>
  );
};
