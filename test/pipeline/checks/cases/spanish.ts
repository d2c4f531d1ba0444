/** Spanish: millardos do not exist, a billón is 10¹²; either separator; the clock with "de la tarde". */
import type { Case } from '../run-case.ts';

const whole = 'The committee said on Monday that it would publish the full report by the end of the year.';

export const spanish: Case[] = [
  ['en>es', 'The debt is $1.2 trillion.', 'La deuda es de 1,2 billones de dólares.', ''],
  ['en>es', 'The debt is $1.2 trillion.', 'La deuda es de 1.200 millones de dólares.', 'number-changed'],
  ['en>es', 'The debt is $3.5 billion.', 'La deuda es de 3.5 mil millones de dólares.', ''],
  ['en>es', 'The debt is one billion dollars.', 'La deuda es de mil millones de dólares.', ''],
  ['en>es', 'The debt is 2 billion dollars.', 'La deuda es de dos mil millones de dólares.', ''],
  ['en>es', 'The debt is 2 billion dollars.', 'La deuda es de dos billones de dólares.', 'number-changed'],
  ['en>es', 'Half a million people marched.', 'Medio millón de personas marcharon.', ''],
  ['en>es', 'One and a half million people marched.', 'Un millón y medio de personas marcharon.', ''],
  ['en>es', 'Some 2.3 million people marched.', 'Unos 2 millones 300 mil manifestantes marcharon.', ''],
  ['en>es', 'About twenty people were hurt.', 'Una veintena de personas resultaron heridas.', ''],
  ['en>es', 'Some 120 people were hurt.', 'Ciento veinte personas resultaron heridas.', ''],
  ['en>es', 'Some 120 people were hurt.', 'Ciento doce personas resultaron heridas.', 'number-changed'],
  ['en>es', 'Prices rose 12.5%.', 'Los precios subieron un 12,5 %.', ''],
  ['en>es', 'Prices rose 12.5%.', 'Los precios subieron un 1,25 %.', 'number-changed'],
  ['en>es', 'It begins at 8 p.m.', 'Empieza a las 8 de la tarde.', ''],
  ['en>es', 'It begins at 8 p.m.', 'Empieza a las 20.00 h.', ''],
  ['en>es', 'It begins at 8 p.m.', 'Empieza a las 8 de la mañana.', 'time-changed'],
  ['en>es', 'It begins at 8:30 p.m.', 'Empieza a las 20:30 horas.', ''],
  ['en>es', 'It was March 15, 2019.', 'Era el 15 de marzo de 2019.', ''],
  ['en>es', 'It was March 15, 2019.', 'Era el 15 de mayo de 2019.', 'date-changed'],
  ['en>es', 'It costs €500.', 'Cuesta 500 dólares.', 'currency-changed'],
  ['en>es', 'He said: “We will come.”', 'Dijo: «Vendremos».', ''],
  ['en>es', 'He said: “We will come.”', 'Dijo: «Vendremos.', 'unbalanced'],
  ['en>es', 'See [the map](https://a.example/map).', 'Véase el mapa.', 'link-lost'],
  ['en>es', 'She speaks of the city.', 'Habla de de la ciudad.', 'doubled'],
  ['en>es', 'It is a novel of the 21st century.', 'Es una novela del siglo XXI.', ''],
  ['es>en', 'Es una obra del siglo V.', 'It is a work of the 5th century.', ''],
  ['en>es', whole, 'El comité dijo el lunes que publicará el informe completo antes de fin de año.', ''],
  ['en>es', whole, `El comité habló. ${whole}`, 'untranslated'],
];
