/**
 * What the sample edition alone does not show: an English front page with a lead, a grid, sections by topic and a
 * rest; a long piece with a correction and a withdrawn one, from left to right and from right to left. Through the
 * door, the queue and the desk like any other. The texts are our own; the places and people in them are invented.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { clientFor } from '../journey/client.ts';
import type { Site } from './site.ts';

const samples = resolve(import.meta.dirname, '../../src/cli/sample');

interface Piece {
  lang: 'en' | 'ar';
  markdown: string;
  topic: string;
  /** JPEG among the sample edition's. */
  picture?: string;
}

const short = (topic: string, title: string, text: string, picture?: string): Piece => ({
  lang: 'en',
  markdown: `# ${title}\n\n${text}\n\nTranslated by: Mara Ellison | Proofread by: Priya Raman`,
  topic,
  ...(picture === undefined ? {} : { picture }),
});

/** The bodies of several samples in one, long enough for a contents list. */
function anthology(lang: 'en' | 'ar', names: string[], words: { title: string; credit: string }): string {
  const bodies = names.map((name) => {
    const text = readFileSync(join(samples, `${name}.${lang}.md`), 'utf8');
    const [, , ...lines] = text.replace(/^---\n[\s\S]*?\n---\n/, '').split('\n');
    return lines
      .slice(
        0,
        lines.findIndex((line) => /^(?:Source|المصدر):/.test(line)),
      )
      .join('\n');
  });
  return [`# ${words.title}`, ...bodies, words.credit].join('\n\n');
}

const longEnglish: Piece = {
  lang: 'en',
  markdown: anthology('en', ['eels', 'nightbus', 'ferry'], {
    title: 'A river, a bus and a ferry: three reports for a long evening',
    credit: 'Translated by: Mara Ellison, Priya Raman | Proofread by: Lin Yao',
  }),
  topic: 'Weekend',
  picture: 'river.jpeg',
};

const longArabic: Piece = {
  lang: 'ar',
  markdown: anthology('ar', ['eels', 'nightbus', 'woodblock'], {
    title: 'نهر وحافلة وخرائط: ثلاثة تقارير لأمسية طويلة',
    credit: 'ترجمة: Jonas Weir; سلمى الحدّاد | تدقيق: ريم ناصر',
  }),
  topic: 'البيئة',
  picture: 'river.jpeg',
};

const withdrawnArabic: Piece = {
  lang: 'ar',
  markdown: '# جسر لم يُبنَ\n\nقيل إن جسرًا سيُفتتح فوق النهر في الربيع.\n\nترجمة: كريم العلي',
  topic: 'المدينة',
};

/** In the order of publication; the seven last stand on top of the front page. */
const pieces: Piece[] = [
  withdrawnArabic,
  longArabic,
  short(
    'Environment',
    'Reeds are let back into the harbour basin',
    'For the first time since the quay was walled in 1934, the harbour of Almoura has a green edge. The town planted reeds in crates and sank them where the coal barges used to lie.',
    'river.jpeg',
  ),
  short(
    'City life',
    'The library lends out its back garden',
    'Whoever has a reader’s ticket in Hartenfels may now borrow a key, a bench and a pear tree for two hours. The list for Sunday mornings is full until May.',
  ),
  short(
    'Environment',
    'Storks move from the chimney to the mast',
    'The brickworks is closed, and the pair that nested on its chimney has chosen the telephone mast beside it. The company has agreed to mend the mast in November.',
  ),
  short(
    'City life',
    'A bakery that opens for those who finish at four',
    'Nurses, drivers and printers stand in line at a shop that closes when others open. Its owner drove the night bus for eleven years and knows them all by name.',
    'night-bus.jpeg',
  ),
  short(
    'Letters',
    'A dictionary of words for fog is finished',
    'It took the islanders of Storvik nineteen years and has 212 entries. The last one to be agreed on means: fog that one hears before one sees it.',
  ),
  longEnglish,
  short(
    'Work',
    'The last glass eye maker takes two apprentices',
    'They were chosen from forty who applied, by how long they looked at a marble.',
    'night-sky.jpeg',
  ),
  short(
    'Environment',
    'Who counts the snow now that the old man has gone',
    'For fifty winters one measuring stick on the pass was read by one man. The valley has drawn up a list of forty-one neighbours, each of whom will read it for three days a year.',
    'river.jpeg',
  ),
  short(
    'Music',
    'An organ with one missing note is played as it is',
    'The parish could repair the pipe. Its composer asked it not to, and has written eleven pieces in which the silence falls where it should.',
  ),
  short(
    'City life',
    'Lamps that wait for somebody to come',
    'On the towpath the lights stay low until a step is heard. Bats have come back, and so have walkers.',
    'night-bus.jpeg',
  ),
  short(
    'Schools',
    'A class that repairs the teacher’s tractor',
    'It has stood in the yard since September, in four hundred labelled parts. In June it is to drive to the fair.',
  ),
  short(
    'Science',
    'The telescope that was built for one eclipse',
    'It will be used for three minutes and eight seconds, then taken apart and given back to the families whose lenses it is made of.',
    'night-sky.jpeg',
  ),
];

const readable = (url: string): string => new URL(url).pathname;

/** Sends, approves and publishes them; where to find the long ones, corrected, and the one that was withdrawn. */
export async function publishPieces(
  site: Site,
  publisher: ReturnType<typeof clientFor>,
): Promise<{ long: { en: string; ar: string }; withdrawn: string }> {
  const token = await site.token('translator', 'Translator of the browser’s edition');
  const translator = clientFor(site, token);
  const sent: string[] = [];
  for (const { lang, markdown, topic, picture } of pieces) {
    const form = new FormData();
    form.set('lang', lang);
    form.set('markdown', markdown);
    form.append('topics[]', topic);
    if (picture !== undefined) {
      const bytes = readFileSync(join(samples, 'pictures', picture));
      form.set('header_image', new Blob([bytes], { type: 'image/jpeg' }), picture);
    }
    sent.push(await translator.submit(form));
  }
  const published = new Map<Piece, { id: string; path: string }>();
  for (const [n, piece] of pieces.entries()) {
    const id = await translator.whenReady(sent[n] ?? '');
    await publisher.approve(id);
    published.set(piece, { id, path: readable((await publisher.publish(id)).url) });
  }
  const found = (piece: Piece) => {
    const one = published.get(piece);
    if (!one) throw new Error(`Not published: ${piece.markdown.slice(0, 60)}`);
    return one;
  };
  const [en, ar, withdrawn] = [found(longEnglish), found(longArabic), found(withdrawnArabic)];
  await publisher.correct(en.id, { note: 'The ferry takes fourteen minutes, not forty.' });
  await publisher.correct(ar.id, { note: 'تُبحر العبّارة أربع عشرة دقيقة (Storvik Sound)، لا أربعين.' });
  await publisher.withdraw(withdrawn.id, 'سحب المصدر تقريره.');
  return { long: { en: en.path, ar: ar.path }, withdrawn: withdrawn.path };
}
