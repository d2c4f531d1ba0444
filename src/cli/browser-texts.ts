/**
 * The desk's scripts and style sheets, which stand in strings because they are the browser's: written to be read, and
 * minified where the Worker is built, for whoever loads them as much as for its own weight.
 */
import { pathToFileURL } from 'node:url';
import { type Plugin, transform } from 'esbuild';

/** Each of these files exports strings and nothing else. */
const texts = /[\\/]src[\\/]desk[\\/](?:assets|review)[\\/](?:[a-z]+-)?(style|script)\.ts$/;

export const minifiedTexts: Plugin = {
  name: 'minified texts for browsers',
  setup({ onLoad }) {
    onLoad({ filter: texts }, async ({ path }) => {
      const loader = texts.exec(path)?.[1] === 'style' ? 'css' : 'js';
      const exported: Record<string, string> = await import(pathToFileURL(path).href);
      const lines = Object.entries(exported).map(async ([name, text]) => {
        const { code } = await transform(text, { loader, minify: true, charset: 'utf8' });
        return `export const ${name} = ${JSON.stringify(code)};`;
      });
      return { contents: (await Promise.all(lines)).join('\n') };
    });
  },
};
