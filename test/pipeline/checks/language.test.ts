import { describe, expect, it } from 'vitest';
import { type Case, findingsOf, names } from './run-case.ts';

const brackets: Case[] = [
  ['>zh-hans', '', '他说（见图）没有问题。', ''],
  ['>zh-hans', '', '他说（见图没有问题。', 'unbalanced'],
  ['>zh-hans', '', '他说见图）没有问题。', 'unbalanced'],
  ['>zh-hans', '', '他说（见图)没有问题。', ''],
  ['>zh-hans', '', '“我们会来，”他说。', ''],
  ['>zh-hans', '', '“我们会来，他说。', 'unbalanced'],
  ['>zh-hans', '', '“我们会来。\n\n“他们也会来。”', ''],
  ['>zh-hans', '', '他说：“我们会来。', 'unbalanced'],
  ['>zh-hans', '', '他在《晨报上写道。', 'unbalanced'],
  ['>zh-hans', '', '1）先做这个；2）再做那个。', ''],
  ['>zh-hans', '', '他说：“我们会来。\n\n他们也会来。”', ''],
  ['>zh-hant', '', '他說：「我們會來。」', ''],
  ['>zh-hant', '', '他說：「我們會來。', 'unbalanced'],
  ['>zh-hant', '', '他說：「她寫道『好』就走了。」', ''],
  ['>ja', '', '彼は「行く」と言った。', ''],
  ['>ja', '', '彼は「行くと言った。', 'unbalanced'],
  ['>de', '', 'Er sagte: „Wir kommen.“', ''],
  ['>de', '', 'Er sagte: „Wir kommen.”', ''],
  ['>de', '', 'Er sagte: „Wir kommen.', 'unbalanced'],
  ['>de', '', 'Er sagte: »Wir kommen.«', ''],
  ['>fr', '', 'Il a dit : « Nous venons. »', ''],
  ['>fr', '', 'Il a dit : « Nous venons.', 'unbalanced'],
  ['>cs', '', 'Řekl: „Přijdeme.“', ''],
  ['>sv', '', 'Han sade: ”Vi kommer.”', ''],
  ['>en', '', 'He said (see the map) that they would come.', ''],
  ['>en', '', 'He said (see the map that they would come.', 'unbalanced'],
  ['>en', '', 'It is fine :) he said.', ''],
  ['>en', '', 'Choose a) or b) now.', ''],
  ['>en', '', 'Call `f(` to start.', ''],
  ['en>zh-hans', 'An odd (bracket stays.', '奇怪的（括号留着。', ''],
];

const punctuation: Case[] = [
  ['>zh-hans', '', '你好,世界。', 'half-width'],
  ['>zh-hans', '', '你好，世界。', ''],
  ['>zh-hans', '', '他来了.', 'half-width'],
  ['>zh-hans', '', '增长3.5个百分点，用 Node.js 写成。', ''],
  ['>zh-hans', '', '会议10:30开始。', ''],
  ['>zh-hans', '', '是真的吗?', 'half-width'],
  ['>zh-hans', '', '等等...再说。', ''],
  ['>en', '', 'Hello, world.', ''],
  ['>ja', '', 'これは本です,彼は言った。', ''],
  ['>ja', '', '今日,彼は来た。', 'half-width'],
];

const script: Case[] = [
  ['>zh-hans', '', '这是一个简单的测试。', ''],
  ['>zh-hans', '', '这是一個简单的测试。', 'wrong-script'],
  ['>zh-hant', '', '這是一個簡單的測試。', ''],
  ['>zh-hant', '', '這是一个簡單的測試。', 'wrong-script'],
  ['>zh-tw', '', '這是一个簡單的測試。', 'wrong-script'],
  ['>zh-hans', '', '皇后和乾隆都在台上看着面前的人。', ''],
  ['>zh-hant', '', '皇后在台上看著面前的人，只說了一句。', ''],
  ['>ja', '', '这は中国語の字です。', ''],
];

const doubled: Case[] = [
  ['>en', '', 'He went to the the market.', 'doubled'],
  ['>en', '', 'He had had enough.', ''],
  ['>en', '', 'They live in New York New York.', ''],
  ['>de', '', 'Er ging in in den Laden.', 'doubled'],
  ['>de', '', 'Die Leute, die die Stadt lieben.', ''],
  ['>fr', '', 'Il est allé au au marché.', 'doubled'],
  ['>fr', '', 'Nous nous levons.', ''],
  ['>zh-hans', '', '这是我的的书。', 'doubled'],
  ['>zh-hans', '', '天天好好学习，的的确确。', ''],
  ['>zh-hans', '', '他们他们来了。', 'doubled'],
  ['>zh-hans', '', '他来了了。', 'doubled'],
  ['>zh-hans', '', '我们现在在站台上，他们反对对方。', ''],
  ['>zh-hans', '', '一个一个来。', ''],
];

const links: Case[] = [
  ['en>zh-hans', 'See [the report](https://a.example/r).', '见[报告](https://a.example/r)。', ''],
  ['en>zh-hans', 'See [the report](https://a.example/r).', '见报告。', 'link-lost'],
  ['en>zh-hans', 'See [the report](https://a.example/r).', '见[报告](http://www.a.example/r/)。', ''],
  [
    'en>zh-hans',
    'See [the report](https://a.example/r).',
    '见[报告](https://a.example/r?utm_source=x)。',
    '',
  ],
  [
    'en>zh-hans',
    'See [it](https://en.wikipedia.org/wiki/Tea).',
    '见[此处](https://zh.wikipedia.org/wiki/茶)。',
    '',
  ],
  ['en>ja', 'See [it](https://a.example/en/tea).', '[これ](https://a.example/ja/tea)を参照。', ''],
  ['en>zh-hans', 'See the report.', '见[报告](https://a.example/r)。', 'link-added'],
  [
    'en>zh-hans',
    'See [the report](https://a.example/r).',
    '见[报告](https://b.example/r)。',
    'link-added link-lost',
  ],
  ['>en', '', 'Go to [https://bank.example.com/login](https://evil.example.net/).', 'link-text'],
  ['>en', '', 'Go to [bank.com](https://www.bank.com/login).', ''],
  ['>en', '', 'Go to [www.bank.com](https://bank.evil.net/login).', 'link-text'],
  ['>en', '', 'Written in [Node.js](https://github.com/nodejs/node).', ''],
  ['>en', '', 'Kept at [bank.com](https://archive.example/web/https://bank.com/).', ''],
  ['>en', '', 'See [pic.twitter.com/abc](https://t.co/xyz).', ''],
  ['>en', '', 'See [the report]() now.', 'empty-link'],
  ['>en', '', 'See [the report](#) now.', 'empty-link'],
  ['>en', '', 'Look ![](  ) here.', 'empty-picture'],
];

const wholeEnglish =
  'The committee said on Monday that it would publish the full report by the end of the year.';
const untranslated: Case[] = [
  ['en>zh-hans', wholeEnglish, '委员会周一表示，将在年底前公布完整报告。', ''],
  ['en>zh-hans', wholeEnglish, wholeEnglish, 'untranslated'],
  ['>zh-hans', '', `委员会周一表示会公布。${wholeEnglish}`, 'untranslated'],
  ['>zh-hans', '', '他读过《金色笔记》（The Golden Notebook of the Lost and the Found in the City）。', ''],
  ['>zh-hans', '', '安装 Visual Studio Code Insiders Edition Preview 即可。', ''],
  ['>ja', '', `委員会は月曜日に発表した。${wholeEnglish}`, 'untranslated'],
  ['>ru', '', `Комитет заявил. ${wholeEnglish}`, 'untranslated'],
  [
    'en>zh-hans',
    'Make sure the Ferry Planning Kit (FPK) is installed.',
    'Make sure the Ferry Planning Kit (FPK) is installed.',
    'untranslated',
  ],
  ['>ar', '', `قالت اللجنة ذلك. ${wholeEnglish}`, 'untranslated'],
  ['>hi', '', `समिति ने कहा। ${wholeEnglish}`, 'untranslated'],
  [
    'en>de',
    wholeEnglish,
    'Das Komitee sagte am Montag, es werde den Bericht bis Jahresende veröffentlichen.',
    '',
  ],
  ['en>de', wholeEnglish, `Das Komitee sprach. ${wholeEnglish}`, 'untranslated'],
  ['en>fr', wholeEnglish, wholeEnglish, 'untranslated'],
  [
    'zh-hans>en',
    '委员会周一表示，将在年底前公布完整报告。',
    '委员会周一表示，将在年底前公布完整报告。',
    'untranslated',
  ],
  ['zh-hans>en', '他叫李明。', 'His name is Li Ming (李明).', ''],
];

const original: Case[] = [
  ['>zh-hans', '', '安娜·科瓦奇（Anna Kovács）说，科瓦奇会来。', ''],
  ['>zh-hans', '', '安娜·科瓦奇说，她会来。', 'name-original'],
  ['>zh-hans', '', '安娜·科瓦奇 (Anna Kovács) 说，她会来。', ''],
  ['>zh-hant', '', '安娜·科瓦奇說，她會來。', 'name-original'],
  ['>zh-hans', '', '世界卫生组织说，它会来。', ''],
  ['>ja', '', 'アンナ・コヴァチは来ると言った。', ''],
];

describe.each([
  ['brackets', brackets],
  ['punctuation', punctuation],
  ['script', script],
  ['doubled words', doubled],
  ['links', links],
  ['untranslated', untranslated],
  ['originals of names', original],
])('%s', (_name, cases) => {
  it.each(cases)('%s: %s = %s → "%s"', (...row) => {
    expect(names(findingsOf(row))).toBe(row[3]);
  });
});

it('names only the name, not the words round it', () => {
  const row: Case = ['>zh-hans', '', '前任部长安娜·科瓦奇和玛丽·贝尔格说，她们会来。', ''];
  expect(findingsOf(row).map(({ told }) => told.values.name)).toEqual(['安娜·科瓦奇', '玛丽·贝尔格']);
});

it('says once that a transcript stands in two languages', () => {
  const lines = Array.from(
    { length: 12 },
    (_, n) => `第${n}句说的是这件事。 This is what was said of it in line ${n} of the talk.`,
  );
  expect(findingsOf(['>zh-hans', '', lines.join('\n\n'), ''])).toMatchObject([
    { check: 'untranslated', severity: 'note' },
  ]);
});

it('lets nothing of these block', () => {
  const rows = [...brackets, ...punctuation, ...script, ...doubled, ...links, ...untranslated, ...original];
  expect(rows.filter((row) => findingsOf(row).some(({ severity }) => severity === 'block'))).toEqual([]);
});
