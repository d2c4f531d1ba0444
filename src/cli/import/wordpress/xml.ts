/**
 * WordPress's XML, read as a stream: a record of the channel is handed on when it ends, so a file of any length
 * is read in the memory of its longest record. No DTD entity is ever expanded. What is not well-formed ends
 * the reading with its line and the remedy.
 */
import { createReadStream } from 'node:fs';
import { SaxesParser } from 'saxes';
import { IMPORT_ELEMENT_MAX_CHARS, IMPORT_XML_MAX_DEPTH } from '../../../limits.ts';
import { encodingOf, startDecoding } from '../encoding.ts';

export interface XmlNode {
  name: string;
  attributes: Record<string, string>;
  children: XmlNode[];
  text: string;
  /** Where it begins, from 1. */
  line: number;
}

export const childOf = (node: XmlNode, name: string): XmlNode | undefined =>
  node.children.find((child) => child.name === name);
export const childrenOf = (node: XmlNode, name: string): XmlNode[] =>
  node.children.filter((child) => child.name === name);
export const textOf = (node: XmlNode, name: string): string => childOf(node, name)?.text.trim() ?? '';

/** Calls `take` for each child of rss/channel, in order. Throws an error that names line and remedy. */
export async function readChannel(file: string, take: (node: XmlNode) => void): Promise<void> {
  const parser = new SaxesParser({ position: true });
  const open: XmlNode[] = [];
  let problem: Error | undefined;
  const stop = (message: string, line = parser.line): void => {
    problem ??= new Error(`${file}:${line}: ${message}`);
  };
  parser.on('error', (error) => {
    const what = error.message.replace(/^(?:[^:\s]*:)?\d+:\d+:\s*/, '');
    stop(
      `The XML is not well-formed: ${what} Export it again from WordPress (Tools, Export); a file that was cut off or edited by hand breaks there.`,
    );
  });
  parser.on('opentag', (tag) => {
    if (problem) return;
    const attributes = Object.fromEntries(
      Object.entries(tag.attributes).map(([key, value]) => [key, String(value)]),
    );
    const node: XmlNode = { name: tag.name, attributes, children: [], text: '', line: parser.line };
    const depth = open.length;
    if (depth > IMPORT_XML_MAX_DEPTH) stop('The elements nest too deep for a WordPress export.');
    if (depth === 0 && tag.name !== 'rss') {
      stop(
        `The file begins with <${tag.name}> and is no WordPress export (WXR). Make one under Tools, Export, All content.`,
      );
    }
    if (depth === 1 && tag.name !== 'channel') {
      stop(
        `<${tag.name}> stands where <channel> is expected. Export the file again from WordPress (Tools, Export).`,
      );
    }
    // The channel keeps none of its records: each goes when it was handed on.
    if (depth > 2) open.at(-1)?.children.push(node);
    open.push(node);
  });
  const addText = (text: string): void => {
    const node = open.at(-1);
    if (!node || open.length < 3 || problem) return;
    node.text += text;
    if (node.text.length > IMPORT_ELEMENT_MAX_CHARS)
      stop(`<${node.name}> holds more than ${IMPORT_ELEMENT_MAX_CHARS / 1024 / 1024} MB of text.`);
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const node = open.pop();
    if (node && open.length === 2 && !problem) take(node);
  });
  let decode: ReturnType<typeof startDecoding> | undefined;
  const write = (bytes?: Uint8Array): void => {
    try {
      decode ??= startDecoding(encodingOf(bytes ?? new Uint8Array()));
      parser.write(decode(bytes));
    } catch (error) {
      stop(error instanceof Error ? error.message : String(error));
    }
    if (problem) throw problem;
  };
  for await (const chunk of createReadStream(file)) write(chunk);
  write();
  parser.close();
  if (problem) throw problem;
}
