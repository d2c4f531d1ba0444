import fc from 'fast-check';
import { expect, it } from 'vitest';
import { highlight, snippet, termsOf } from '../../src/reader/snippet.ts';

const marks = (text: string, query: string): string[] =>
  highlight(text, termsOf(query))
    .filter((piece) => piece.hit)
    .map((piece) => piece.text);

it('marks whole words, whatever their case and accents', () => {
  expect(marks('Art is not in party. ÁRT is.', 'art')).toEqual(['Art', 'ÁRT']);
  expect(marks('Обзор ёлки', 'Ёлки')).toEqual(['ёлки']);
});

it('marks words whose points or forms of letters a reader leaves out, or sets where the text has none', () => {
  expect(marks('فتحت بوّاباتها. البوّابات', 'بواباتها')).toEqual(['بوّاباتها']);
  expect(marks('حافلة الليل', 'حافله اللَّيْل')).toEqual(['حافلة', 'الليل']);
  expect(marks('إلى المـــدينة', 'الي المدينة')).toEqual(['إلى', 'المـــدينة']);
  expect(marks('שָׁלוֹם לכם', 'שלום')).toEqual(['שָׁלוֹם']);
});

it('marks words that were typed on a keyboard without their letters', () => {
  expect(marks('Die Straße, die Strasse', 'strasse')).toEqual(['Straße', 'Strasse']);
  expect(marks('Die Straße, die Strasse', 'STRAßE')).toEqual(['Straße', 'Strasse']);
  expect(marks('Łódź, Ærø, Diyarbakır, Đà Nẵng', 'lodz aero diyarbakir da')).toEqual([
    'Łódź',
    'Ærø',
    'Diyarbakır',
    'Đà',
  ]);
  expect(marks('Τα νέα της Αθήνας', 'ΝΕΑ αθηνας')).toEqual(['νέα', 'Αθήνας']);
});

it('marks Thai, Lao, Khmer and Burmese within a run', () => {
  expect(marks('เรือข้ามฟากลำสุดท้าย', 'ข้าม')).toEqual(['ข้าม']);
  expect(marks('ເຮືອຂ້າມຟາກ', 'ຂ້າມ')).toEqual(['ຂ້າມ']);
  expect(marks('សាឡាងចុងក្រោយ', 'ចុង')).toEqual(['ចុង']);
  expect(marks('နောက်ဆုံးကူးတို့', 'ကူးတို့')).toEqual(['ကူးတို့']);
});

it('marks Han within a run, the longer of two terms first', () => {
  expect(marks('南非总统与外交部长会谈', '外交 外交部长')).toEqual(['外交部长']);
});

it('cuts the text around the first word found', () => {
  const text = `${'filler '.repeat(100)}needle ${'filler '.repeat(100)}`;
  const pieces = snippet(text, termsOf('needle'));
  expect(pieces[0]?.text).toBe('… ');
  expect(pieces.filter((piece) => piece.hit)).toEqual([{ text: 'needle', hit: true }]);
  expect(pieces.map((piece) => piece.text).join('').length).toBeLessThan(220);
});

it('never loses or adds a character of the text, and never cuts one in two', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ maxLength: 8 }), (text, query) => {
      expect(
        highlight(text, termsOf(query))
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text);
      for (const piece of snippet(text, termsOf(query))) expect(piece.text.isWellFormed()).toBe(true);
    }),
    // Its folding is slow on text of all planes, which no article is.
    { numRuns: 40 },
  );
});
