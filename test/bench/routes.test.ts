import { expect, it } from 'vitest';
import { readers } from '../../src/app.ts';
import { benchRoutes } from './routes.ts';

it('counts what every route of the reader asks of D1', () => {
  const served = readers.routes.filter(({ method }) => method === 'GET').map(({ path }) => path);
  const counted = new Set(benchRoutes.map(({ route }) => route));
  expect([...counted].sort()).toEqual([...new Set(served)].sort());
});
