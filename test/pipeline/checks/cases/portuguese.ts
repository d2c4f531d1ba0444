/** Portuguese: bilhão (10⁹) in Brazil, mil milhões (10⁹) and bilião (10¹²) in Portugal. */
import type { Case } from '../run-case.ts';

const whole = 'The committee said on Monday that it would publish the full report by the end of the year.';

export const portuguese: Case[] = [
  ['en>pt', 'The debt is $3.5 billion.', 'A dívida é de 3,5 mil milhões de dólares.', ''],
  ['en>pt', 'The debt is $3.5 billion.', 'A dívida é de 3,5 biliões de dólares.', 'number-changed'],
  ['en>pt', 'The debt is $2 trillion.', 'A dívida é de 2 biliões de dólares.', ''],
  ['en>pt', 'The debt is $2 trillion.', 'A dívida é de 2 trilhões de dólares.', ''],
  ['en>pt', 'The debt is $2 trillion.', 'A dívida é de 2 bilhões de dólares.', 'number-changed'],
  ['en>pt', 'The debt is one billion dollars.', 'A dívida é de mil milhões de dólares.', ''],
  ['en>pt', 'Half a million people marched.', 'Meio milhão de pessoas marcharam.', ''],
  ['en>pt', 'Some 2.3 million people marched.', 'Marcharam 2 milhões e 300 mil pessoas.', ''],
  ['en>pt', 'Some 2.3 million people marched.', 'Marcharam 2 milhões e 500 mil pessoas.', 'number-rounded'],
  ['en>pt', 'Some 25 people were hurt.', 'Vinte e cinco pessoas ficaram feridas.', ''],
  ['en>pt', 'Some 25 people were hurt.', 'Trinta e cinco pessoas ficaram feridas.', 'number-changed'],
  ['en>pt', 'A third of the members left.', 'Um terço dos membros saiu.', ''],
  ['en>pt', 'Prices rose 12.5%.', 'Os preços subiram 12,5 por cento.', ''],
  ['en>pt', 'Prices rose 12.5%.', 'Os preços subiram 15,2 por cento.', 'number-changed'],
  ['en>pt', 'It begins at 3:30 p.m.', 'Começa às 15h30.', ''],
  ['en>pt', 'It begins at 3:30 p.m.', 'Começa às 3h30 da tarde.', ''],
  ['en>pt', 'It begins at 3:30 p.m.', 'Começa às 13h30.', 'time-changed'],
  ['en>pt', 'It opens on May 1, 2020.', 'Abre em 1º de maio de 2020.', ''],
  ['en>pt', 'It opens on May 1, 2020.', 'Abre em 1º de março de 2020.', 'date-changed'],
  ['en>pt', 'It costs 50 reais.', 'Custa R$ 50.', ''],
  ['en>pt', 'It costs US$50.', 'Custa R$ 50.', 'currency-changed'],
  ['en>pt', 'He said: “We will come.”', 'Ele disse: “Viremos.”', ''],
  ['en>pt', 'He said: “We will come.”', 'Ele disse: “Viremos.', 'unbalanced'],
  ['en>pt', 'See [the map](https://a.example/map).', 'Veja o mapa.', 'link-lost'],
  ['en>pt', 'She lives in the city.', 'Ela mora na na cidade.', 'doubled'],
  [
    'en>pt',
    whole,
    'O comité disse na segunda-feira que publicará o relatório completo até ao fim do ano.',
    '',
  ],
  ['en>pt', whole, `O comité falou. ${whole}`, 'untranslated'],
];
