import { raw } from 'hono/html';
import type { ArticleView } from '../store/reader/views.ts';

/** The only markup that pages take as it is: what the sanitiser wrote (src/pipeline/sanitise). */
export const sanitised = (article: Pick<ArticleView, 'html'>) => raw(article.html);
