import { type RenderedBody, type RenderOptions, readBody } from './body.ts';

/** Safe HTML and text of an article's body. Where its pictures are wanted too, `readBody` reads it only once. */
export const renderBody = (body: string, options: RenderOptions): RenderedBody =>
  readBody(body).render(options);
