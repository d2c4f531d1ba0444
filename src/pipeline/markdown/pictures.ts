import type { FoundPicture } from '../types.ts';
import { readBody } from './body.ts';

/**
 * The pictures of a Markdown body in their order, each URL once, at most PICTURES_MAX_PER_ARTICLE: Markdown
 * images, linked ones, `<img>` and `<picture>`.
 */
export const listPictures = (body: string): FoundPicture[] =>
  /!\[|<img|<picture/i.test(body) ? readBody(body).pictures : [];
