/** Turkish: scale words with suffixes, the per cent sign before its figure, words that double by right. */
import type { Case } from '../run-case.ts';

const whole = 'The committee said on Monday that it would publish the full report by the end of the year.';

export const turkish: Case[] = [
  ['en>tr', 'Some 3.5 million people came.', 'Yaklaşık 3,5 milyon kişi geldi.', ''],
  ['en>tr', 'The number rose to 3.5 million.', 'Sayı 3,5 milyona yükseldi.', ''],
  ['en>tr', 'The number rose to 3.5 million.', 'Sayı 3,5 milyara yükseldi.', 'number-changed'],
  ['en>tr', 'Some 2.3 million people came.', 'Yaklaşık 2 milyon 300 bin kişi geldi.', ''],
  ['en>tr', 'Some 2.3 million people came.', 'Yaklaşık 2 milyon 500 bin kişi geldi.', 'number-changed'],
  ['en>tr', 'Half a million people came.', 'Yarım milyon kişi geldi.', ''],
  ['en>tr', 'Prices rose 64.5%.', 'Fiyatlar %64,5 arttı.', ''],
  ['en>tr', 'Prices rose 64.5%.', 'Fiyatlar yüzde 64,5 arttı.', ''],
  ['en>tr', 'Prices rose 64.5%.', 'Fiyatlar %46,5 arttı.', 'number-changed'],
  ['en>tr', 'It opened on May 3, 2014.', '3 Mayıs 2014’te açıldı.', ''],
  ['en>tr', 'It opened on May 3, 2014.', '3 Mart 2014’te açıldı.', 'date-changed'],
  ['en>tr', 'It began at 3:30 p.m.', 'Saat 15.30’da başladı.', ''],
  ['en>tr', 'It costs $500.', 'Fiyatı 500 avro.', 'currency-changed'],
  ['en>tr', 'See [the map](https://a.example/map).', 'Haritaya bakın.', 'link-lost'],
  ['en>tr', 'They came slowly.', 'Yavaş yavaş geldiler.', ''],
  ['en>tr', 'He and she came.', 'O ve ve arkadaşı geldi.', 'doubled'],
  ['en>tr', 'He said: “We will come.”', '“Geleceğiz” dedi.', ''],
  ['en>tr', 'Some 12,500 people came.', 'On iki bin beş yüz kişi geldi.', ''],
  ['en>tr', 'They came one by one.', 'Bir bir geldiler.', ''],
  ['en>tr', whole, 'Komite pazartesi günü, raporun tamamını yıl sonuna kadar yayımlayacağını söyledi.', ''],
  ['en>tr', whole, `Komite konuştu. ${whole}`, 'untranslated'],
];
