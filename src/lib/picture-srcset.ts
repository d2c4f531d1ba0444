/**
 * `srcset` of a picture whose files stand at `/images/{sha256}/{name}.{format}`, a name being the most pixels that
 * the file has: of several that are all the original's own width, the first alone. With the names 480, 960 and 1600
 * a picture of 700 px has `480.webp 480w, 960.webp 700w`.
 */
export const pictureSrcset = (
  picture: { sha256: string; width: number },
  format: 'webp' | 'jpeg',
  names: readonly number[],
): string =>
  offeredWidths(picture.width, names)
    .map((name) => `/images/${picture.sha256}/${name}.${format} ${Math.min(name, picture.width)}w`)
    .join(', ');

/** The names up to the first that is not smaller than the picture itself. */
export function offeredWidths(width: number, names: readonly number[]): readonly number[] {
  const enough = names.findIndex((name) => name >= width);
  return enough === -1 ? names : names.slice(0, enough + 1);
}
