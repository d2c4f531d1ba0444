/** Two files of @mozilla/readability that have no types of their own. The package's entry brings a third besides. */
declare module '@mozilla/readability/Readability.js' {
  export { Readability as default } from '@mozilla/readability';
}

/** No more of it than is used. */
declare module '@mozilla/readability/JSDOMParser.js' {
  import type { Readability } from '@mozilla/readability';

  export default class JSDOMParser {
    /** Of well-formed text alone. */
    parse(text: string, url: string): ConstructorParameters<typeof Readability>[0];
  }
}
