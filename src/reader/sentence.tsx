import { around } from '../i18n/speak.ts';

/** A sentence of the interface with markup in its gap. */
export const Sentence = (props: { of: string; gap: string; children?: unknown }) => {
  const [before, after] = around(props.of, props.gap);
  return (
    <>
      {before}
      {props.children}
      {after}
    </>
  );
};
