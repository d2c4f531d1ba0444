/** Messages in every language of the desk: the queue needs none but English. */
import { en } from './en.ts';
import { sayFrom, type Told, type Translation } from './tell.ts';
import { zhHans } from './zh-hans.ts';

// The desk's forms offer languages by name; who calls the API writes a tag.
const atDesk: Translation = { ...en, 'lang-missing': 'Choose the language of your translation.' };

const catalogues = { en: atDesk, 'zh-Hans': zhHans } satisfies Record<string, Translation>;

export const sayIn = (lang: keyof typeof catalogues, told: Told): string => sayFrom(catalogues[lang], told);
