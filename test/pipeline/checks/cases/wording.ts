/** Links, sentences left as they were, originals of names. */
import type { Case } from '../run-case.ts';

const wholeEnglish =
  'The committee said on Monday that it would publish the full report by the end of the year.';

export const links: Case[] = [
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

export const untranslated: Case[] = [
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
    'segment-length untranslated',
  ],
  ['zh-hans>en', '他叫李明。', 'His name is Li Ming (李明).', ''],
];

export const original: Case[] = [
  ['>zh-hans', '', '安娜·科瓦奇（Anna Kovács）说，科瓦奇会来。', ''],
  ['>zh-hans', '', '安娜·科瓦奇说，她会来。', 'name-original'],
  ['>zh-hans', '', '安娜·科瓦奇 (Anna Kovács) 说，她会来。', ''],
  ['>zh-hant', '', '安娜·科瓦奇說，她會來。', 'name-original'],
  ['>zh-hans', '', '世界卫生组织说，它会来。', ''],
  ['>ja', '', 'アンナ・コヴァチは来ると言った。', ''],
];
