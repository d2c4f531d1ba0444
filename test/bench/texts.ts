/** Texts of the shape and length that volunteers send, made from a number: the same in every run. */
const openings = [
  '据当地报纸报道',
  '镇议会周二宣布',
  '研究者在年度报告中写道',
  'According to the ferry office',
  'The council said on Tuesday',
  'In its yearly report',
];
const middles = [
  '河边的三座桥将在明年春天之前全部修好',
  '参加观测的学校从七所增加到二十三所',
  '夜班公交的乘客比去年多了一倍',
  'three of the six weirs now stay open after dark',
  'the number of night passengers has doubled',
  'each class keeps a logbook of its own',
];
const endings = [
  '，费用约为 120 万元。',
  '，结果会在十月公布。',
  '，居民可以在网上查询。',
  ', at a cost of about 1.2 million.',
  '; results are due in October.',
  ', and anyone may read it.',
];

const pick = (list: readonly string[], n: number): string => list[n % list.length] ?? '';

/** Of 293 texts that volunteers published a tenth is below 2.2 kB, half below 6.2, a tenth above 20; the mean is 9.5. */
const moreParagraphs = [0, 4, 9, 15, 60] as const;
export const MEAN_MORE_PARAGRAPHS = 18;

/**
 * About 1,200 characters of Markdown: title, byline, headings, emphasis, links, a list, a quote, a table, credits;
 * `more` paragraphs beyond that, of some 400 bytes each.
 */
export function makeText(n: number, more = 0): string {
  const sentence = (k: number): string => {
    const seed = n * 7_919 + k * 104_729;
    return `${pick(openings, seed)}，${pick(middles, seed >> 3)}${pick(endings, seed >> 5)}`;
  };
  const paragraph = (k: number): string =>
    `${sentence(k)}“${sentence(k + 1)}”**第 ${k} 点**：${sentence(k + 2)} 详见[第 ${k} 份记录](https://www.example.org/records/${n}/${k})。`;
  const list = [1, 2, 3].map((k) => `- ${sentence(k + 20)}`).join('\n');
  return `---
title: 第 ${n} 号报道：${pick(middles, n)}
---
\`河流报道组\` [转载自潮水简报](https://www.example.com/tidewater/${n})

${paragraph(1)}

${paragraph(2)}

## 数字

| 年份 | 数量 |
|---|---|
| 2025 | ${n % 997} |
| 2026 | ${(n * 3) % 997} |

${paragraph(3)}

> ${sentence(9)}

${list}

${Array.from({ length: 1 + more }, (_, k) => paragraph(4 + k * 5)).join('\n\n')}

原文链接：[Report ${n}](https://www.example.org/reports/${n})

翻译：沈知夏｜校对：何远舟｜发布：林窈

免责声明：本文由程序生成，仅用于测量。
`;
}

/** Text `n` as long as volunteers' are: in turns 2.4, 4, 6, 8.5 and 27 kB, 9.6 in the mean. */
export const makeUsualText = (n: number): string => makeText(n, moreParagraphs[n % moreParagraphs.length]);
