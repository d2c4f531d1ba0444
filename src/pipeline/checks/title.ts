import { tell } from '../../i18n/told/tell.ts';
import { TITLE_MAX_CHARS } from '../../limits.ts';
import { writesHan } from '../segments/language.ts';
import { type Check, finding } from './check.ts';

/** What search engines, feeds and phones show of a headline; Han takes twice the width. */
const LONG_HAN_CHARS = 60;
const LONG_CHARS = 140;

export const checkTitle: Check = ({ title, lang, source }) => {
  const text = title.trim();
  if (!text) return [finding('title-missing', 'warning', tell('no-title'))];
  if (source?.title && source.title.trim() === text && / /.test(text) && source.lang !== lang)
    return [finding('title-untranslated', 'warning', tell('title-untranslated'), text)];
  const length = [...text].length;
  const long = writesHan(lang) ? LONG_HAN_CHARS : LONG_CHARS;
  if (length >= TITLE_MAX_CHARS)
    return [finding('title-long', 'warning', tell('title-cut', { length }), text)];
  if (length > long) return [finding('title-long', 'note', tell('title-long', { length, long }), text)];
  return [];
};
