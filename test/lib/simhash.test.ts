import { describe, expect, it } from 'vitest';
import { distance, simhash } from '../../src/lib/simhash.ts';

const english =
  'The bridge over the river was opened this morning by the mayor of the town, two years later than planned. Several hundred people came to see it. The work had cost twice as much as the council had said it would, and a report on the reasons is expected before the summer.';
const chinese =
  '河上的大桥今天早上由镇长宣布通车，比计划晚了两年。数百人到场观看。工程费用是镇议会当初所说的两倍，有关原因的报告预计在夏天之前公布。镇长说，居民等得太久了，但这座桥会用一百年。';

describe('simhash', () => {
  it('does not see case, punctuation, spacing or width', () => {
    expect(simhash('The Bridge,  is OPEN!')).toBe(simhash('the bridge is open'));
    expect(simhash('ＡＢＣ １２３ 大桥。')).toBe(simhash('abc 123 大桥'));
  });

  it.each([
    [english, english.replace('this morning', 'on Friday morning')],
    [chinese, chinese.replace('今天早上', '星期五早上').replace('镇长说，', '')],
  ])('is near for an edited text', (before, after) => {
    expect(distance(simhash(before), simhash(after))).toBeLessThanOrEqual(10);
  });

  it('is far for another text', () => {
    const other =
      '昨夜的暴雨淹没了市场附近的几条街道，消防员用小船接走了老人和孩子，学校停课一天，电力在傍晚恢复，损失仍在统计之中。';
    expect(distance(simhash(chinese), simhash(other))).toBeGreaterThan(18);
    expect(distance(simhash(english), simhash(chinese))).toBeGreaterThan(18);
  });

  it('gives 16 hex digits, also for nothing', () => {
    for (const text of ['', 'one', chinese]) expect(simhash(text)).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe('distance', () => {
  it.each([
    ['0000000000000000', '0000000000000000', 0],
    ['0000000000000000', 'ffffffffffffffff', 64],
    ['8000000000000001', '0000000000000000', 2],
  ])('%s and %s: %i', (a, b, bits) => {
    expect(distance(a, b)).toBe(bits);
  });
});
