/** Scale words of languages that have no table of their own, and one whose scale words are not known at all. */
import type { Case } from '../run-case.ts';

const million = 'Some 1.2 million people came.';

export const others: Case[] = [
  ['en>fi', million, 'Noin 1,2 miljoonaa ihmistä tuli.', ''],
  ['en>fi', million, 'Noin 1,2 miljardia ihmistä tuli.', 'number-changed'],
  ['en>hu', million, 'Mintegy 1,2 millió ember jött el.', ''],
  ['en>hu', million, 'Mintegy 1,2 milliárd ember jött el.', 'number-changed'],
  ['en>ro', million, 'Au venit circa 1,2 milioane de oameni.', ''],
  ['en>ro', 'Some 25,000 people came.', 'Au venit circa 25 de mii de oameni.', ''],
  ['en>ro', million, 'Au venit circa 1,2 miliarde de oameni.', 'number-changed'],
  ['en>bg', million, 'Дойдоха около 1,2 милиона души.', ''],
  ['en>bg', million, 'Дойдоха около 1,2 милиарда души.', 'number-changed'],
  ['en>el', million, 'Ήρθαν περίπου 1,2 εκατομμύρια άνθρωποι.', ''],
  ['en>el', million, 'Ήρθαν περίπου 1,2 δισεκατομμύρια άνθρωποι.', 'number-changed'],
  ['en>he', million, 'הגיעו כ-1.2 מיליון איש.', ''],
  ['en>he', million, 'הגיעו כ-1.2 מיליארד איש.', 'number-changed'],
  ['en>hr', million, 'Došlo je oko 1,2 milijuna ljudi.', ''],
  ['en>sr', million, 'Дошло је око 1,2 милиона људи.', ''],
  ['en>sk', million, 'Prišlo asi 1,2 milióna ľudí.', ''],
  ['en>sl', million, 'Prišlo je okoli 1,2 milijona ljudi.', ''],
  ['en>uk', 'It rose to 2 million.', 'Воно зросло до 2 мільйонів.', ''],
  ['en>pl', million, 'Przyszło około 1,2 miliona osób.', ''],
  ['en>id', 'Some 2.3 million people came.', 'Sekitar 2 juta 300 ribu orang datang.', ''],
  ['en>it', million, 'Sono venute 1,2 milioni di persone.', ''],
  ['en>it', 'Some 1.5 million people came.', 'È venuto un milione e mezzo di persone.', ''],
  ['en>it', 'It begins at 3:30 p.m.', 'Comincia alle 16.30.', 'time-changed'],
  ['en>ur', million, 'تقریباً 12 لاکھ لوگ آئے۔', ''],
  ['en>bn', million, 'প্রায় ১২ লাখ মানুষ এসেছিল।', ''],
  ['en>th', million, 'มีคนมาประมาณ 1.2 ล้านคน', ''],
  ['en>th', 'It was founded in 2023.', 'ก่อตั้งเมื่อปี 2566', ''],
  ['en>th', 'It was founded in 2023.', 'ก่อตั้งเมื่อปี 2565', 'number-changed'],
  ['en>ka', million, 'დაახლოებით 1,2 მილიონი ადამიანი მოვიდა.', 'number-doubtful'],
];
