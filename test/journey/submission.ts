/** A submission of the shape that volunteers paste: our own text, with every part that the reader knows. */

/** `{picture}` stands for the address of the header picture. */
export const submission = `---
title: 海湾小镇重开灯塔，渔民称夜航更安心
---
\`海湾译报-北岸组\` [轉載自潮報](https://www.example.com/tide/zh-hans/40211/)

![]({picture})

据《海湾新闻》记者露西·马洛（Lucy Marlow）2026年10月8日报道：

停用十九年之后，奥斯特湾的灯塔上周四重新亮起。镇长说，修复共花费 120 万欧元，其中一半来自居民捐款。

“我父亲那一代人靠它回家，”渔民合作社的安东·里德（Anton Reed）说，“现在轮到我们了。”

## 谁来守灯

灯塔不再需要有人住守。**三名志愿者**轮流每周检查一次，[维修记录](https://www.example.org/lighthouse/log)向所有人公开。

原文链接：[https://www.example.org/news/2026/lighthouse-relit](https://www.example.org/news/2026/lighthouse-relit)

翻译：KM412｜校对：Robin｜编剧&发布：海平

 

免责声明：本文内容仅代表作者个人观点，平台不承担任何法律风险。

- [Harbour Foundation](https://www.example.org/foundation/)
- [Harbour Society](https://www.example.org/society/)
- [Terms of use](https://www.example.com/terms/)
- [Privacy Policy](https://www.example.com/privacy/)
`;

/** What a careful person reads in it. */
export const expected = {
  title: '海湾小镇重开灯塔，渔民称夜航更安心',
  byline: '海湾译报-北岸组',
  repost: { name: '潮報', url: 'https://www.example.com/tide/zh-hans/40211/' },
  source: 'https://www.example.org/news/2026/lighthouse-relit',
  credits: [
    { role: 'translator', name: 'KM412', as_written: '翻译' },
    { role: 'proofreader', name: 'Robin', as_written: '校对' },
    { role: 'editor', name: '海平', as_written: '编剧&发布' },
    { role: 'publisher', name: '海平', as_written: '编剧&发布' },
  ],
  disclaimer: '免责声明：本文内容仅代表作者个人观点，平台不承担任何法律风险。',
  footer_links: [
    { text: 'Harbour Foundation', url: 'https://www.example.org/foundation/' },
    { text: 'Harbour Society', url: 'https://www.example.org/society/' },
    { text: 'Terms of use', url: 'https://www.example.com/terms/' },
    { text: 'Privacy Policy', url: 'https://www.example.com/privacy/' },
  ],
};
