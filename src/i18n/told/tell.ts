/**
 * A message as data: which one, and the values of its gaps. It is said in the language of whoever reads it, and kept
 * in rows as it is; English is said by the API. A catalogue without a message, or a message without one of its gaps,
 * does not compile.
 */
import { en } from './en.ts';
import { zhHans } from './zh-hans.ts';

type Catalogue = typeof en;
export type ToldId = keyof Catalogue;

/** The names of a sentence's gaps: "from" and "to" of `{from} became {to}.` */
type GapOf<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | GapOf<Rest>
  : never;
/** A sentence that has every one of these gaps. */
type With<Name extends string> = [Name] extends [never]
  ? string
  : (Name extends unknown ? (gap: `${string}{${Name}}${string}`) => void : never) extends (
        gap: infer Text,
      ) => void
    ? Text
    : never;
export type Translation = { readonly [Id in ToldId]: With<GapOf<Catalogue[Id]>> };

export interface Told {
  id: ToldId;
  values: Readonly<Record<string, string | number>>;
}

const catalogues = { en, 'zh-Hans': zhHans } satisfies Record<string, Translation>;
export type ToldLang = keyof typeof catalogues;

/** `tell('number-changed', { from: '3', to: '4' })` */
export const tell = <Id extends ToldId>(
  id: Id,
  ...values: [GapOf<Catalogue[Id]>] extends [never]
    ? []
    : [Readonly<Record<GapOf<Catalogue[Id]>, string | number>>]
): Told => ({ id, values: values[0] ?? {} });

/** The sentence, its gaps filled; a value is text and stands as it is. */
export const sayIn = (lang: ToldLang, { id, values }: Told): string =>
  catalogues[lang][id].replace(/\{(\w+)\}/g, (gap, name: string) => String(values[name] ?? gap));

export const inEnglish = (told: Told): string => sayIn('en', told);

/** What a row keeps. */
export const toldJson = ({ id, values }: Told): string => JSON.stringify({ id, values });

const isId = (id: unknown): id is ToldId => typeof id === 'string' && Object.hasOwn(en, id);

/** The message of a row; undefined where it has none, or one that this release no longer knows. */
export function parseTold(json: string | null): Told | undefined {
  if (json === null) return undefined;
  const { id, values } = JSON.parse(json) as { id: unknown; values: Told['values'] };
  return isId(id) ? { id, values } : undefined;
}
