import { offeredWidths, pictureSrcset } from '../lib/picture-srcset.ts';
import { PICTURE_WIDTHS_PIXELS } from '../limits.ts';
import type { PictureView } from '../store/reader/views.ts';

export type Loading = 'first' | 'lazy';

/** WebP in the stored widths with a JPEG behind it. `sizes` is the picture's width on the page. */
export const Picture = (props: { of: PictureView; sizes: string; loading: Loading; alt?: string }) => {
  const { of, sizes, loading } = props;
  const set = pictureSrcset(of, 'webp', PICTURE_WIDTHS_PIXELS);
  const [narrow, fallback = narrow] = offeredWidths(of.width, PICTURE_WIDTHS_PIXELS);
  return (
    <picture>
      <source type="image/webp" srcset={set} sizes={sizes} />
      <img
        src={`/images/${of.sha256}/${fallback}.jpeg`}
        width={of.width}
        height={of.height}
        alt={props.alt ?? of.alt}
        {...(loading === 'first' ? { fetchpriority: 'high' } : { loading: 'lazy', decoding: 'async' })}
      />
    </picture>
  );
};
