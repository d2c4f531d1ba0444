import { expect, it } from 'vitest';
import { desk } from '../../src/desk/routes.tsx';
import { otherGets, screens } from './screens.ts';

it('has every screen in the list of those that are looked at, and no other', () => {
  const gets = new Set(desk.routes.filter(({ method }) => method === 'GET').map(({ path }) => path));
  expect([...gets].toSorted()).toEqual([...Object.keys(screens), ...otherGets].toSorted());
});
