/** Whole blocks: paragraphs that the source lacks, and code and pictures of the source that are gone. */
import type { Case } from '../run-case.ts';

const council =
  'The council said on Monday that it would rebuild the old bridge, which a flood had carried away in spring.';
const mayor = 'The mayor said that he would meet the people beside the river before the summer is over.';
const both = `${council}\n\n${mayor}`;
const councilZh = '市议会本周一对外表示，将着手重建那座在今年春季被洪水冲走的老桥。';
const mayorZh = '市长说，他会在今年夏天结束之前与住在河边的居民们见面。';
const councilDe =
  'Der Rat teilte am Montag mit, er werde die alte Brücke wieder aufbauen, die eine Flut im Frühjahr fortgerissen hatte.';
const mayorDe =
  'Der Bürgermeister sagte, er werde die Menschen am Fluss noch vor dem Ende des Sommers treffen.';
const opinionZh = '译者以为，这座桥早就应该重建，否则两岸的孩子每天都要绕远路去上学。';
const opinionDe =
  'Die Kinder beider Ufer gehen seither jeden Morgen eine Stunde länger zur Schule, meint die Übersetzerin.';

const code = '```\nnpm run bridge\n```';
const picture = '![The bridge](https://a.example/bridge.jpg)';

export const blocks: Case[] = [
  ['en>zh-hans', both, `${councilZh}\n\n${mayorZh}`, ''],
  ['en>zh-hans', both, `${councilZh}\n\n${opinionZh}\n\n${mayorZh}`, 'paragraph-added'],
  ['en>zh-hans', both, `${councilZh}\n\n${mayorZh}\n\n${opinionZh}`, 'paragraph-added'],
  ['en>de', both, `${councilDe}\n\n${mayorDe}`, ''],
  ['en>de', both, `${councilDe}\n\n${opinionDe}\n\n${mayorDe}`, 'paragraph-added'],
  // Cut in two is not added.
  ['en>de', `${council} ${mayor}`, `${councilDe}\n\n${mayorDe}`, ''],
  ['en>zh-hans', `${council} ${mayor}`, `${councilZh}\n\n${mayorZh}`, ''],
  // A few characters, a picture or code of the translator's own are no paragraph.
  ['en>zh-hans', both, `${councilZh}\n\n${mayorZh}\n\n（完）`, ''],
  ['en>zh-hans', both, `${councilZh}\n\n${picture}\n\n${mayorZh}`, ''],
  ['en>zh-hans', both, `${councilZh}\n\n${code}\n\n${mayorZh}`, ''],

  ['en>zh-hans', `${council}\n\n${code}\n\n${mayor}`, `${councilZh}\n\n${code}\n\n${mayorZh}`, ''],
  ['en>zh-hans', `${council}\n\n${code}\n\n${mayor}`, `${councilZh}\n\n${mayorZh}`, 'code-missing'],
  ['en>de', `${code}\n\n${both}`, `${councilDe}\n\n${mayorDe}`, 'code-missing'],
  ['en>de', `${code}\n\n${both}`, `${code}\n\n${councilDe}\n\n${mayorDe}`, ''],

  ['en>zh-hans', `${council}\n\n${picture}\n\n${mayor}`, `${councilZh}\n\n${picture}\n\n${mayorZh}`, ''],
  ['en>zh-hans', `${council}\n\n${picture}\n\n${mayor}`, `${councilZh}\n\n${mayorZh}`, 'picture-missing'],
  ['en>de', `${both}\n\n${picture}`, `${councilDe}\n\n${mayorDe}`, 'picture-missing'],
];
