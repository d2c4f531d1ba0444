/** The DOM that comes with @mozilla/readability, which has no types: no more of it than is used. */
declare module '@mozilla/readability/JSDOMParser.js' {
  import type { Readability } from '@mozilla/readability';

  export default class JSDOMParser {
    /** Of well-formed text alone. */
    parse(text: string, url: string): ConstructorParameters<typeof Readability>[0];
  }
}
