/**
 * A message as data: which one, and the values of its gaps. It is said in the language of whoever reads it (say.ts), and
 * kept in rows as it is; English is said by the API. A catalogue without a message, or a message without one of its
 * gaps, does not compile.
 */
import { en } from './en.ts';

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

/** `tell('number-changed', { from: '3', to: '4' })` */
export const tell = <Id extends ToldId>(
  id: Id,
  ...values: [GapOf<Catalogue[Id]>] extends [never]
    ? []
    : [Readonly<Record<GapOf<Catalogue[Id]>, string | number>>]
): Told => ({ id, values: values[0] ?? {} });

/** A catalogue's sentence, its gaps filled; a value is text and stands as it is. */
export const sayFrom = (catalogue: Translation, { id, values }: Told): string =>
  catalogue[id].replace(/\{(\w+)\}/g, (gap, name: string) => String(values[name] ?? gap));

export const inEnglish = (told: Told): string => sayFrom(en, told);

/** What a row keeps. */
export const toldJson = ({ id, values }: Told): string => JSON.stringify({ id, values });

const isId = (id: unknown): id is ToldId => typeof id === 'string' && Object.hasOwn(en, id);

/** The message of a row; undefined where it has none, or one that this release no longer knows. */
export function parseTold(json: string | null): Told | undefined {
  if (json === null) return undefined;
  const { id, values } = JSON.parse(json) as { id: unknown; values: Told['values'] };
  return isId(id) ? { id, values } : undefined;
}
