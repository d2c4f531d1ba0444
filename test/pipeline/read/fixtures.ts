/** Submissions of our own invention, in the shapes that volunteers send. */

export const harbour = `---
title: 北山港在风暴之后重新开放
---
\`北山翻译社-海港组\` [轉載自MNews](https://mnews.example/zh/81/)

![](https://pictures.example/2022/03/北山港.jpg)

据《海港日报》作者安·李（Ann Lee）2022年3月18日报道：

北山港周五重新开放，这是三月风暴以来的第一次。港务局说，第一艘船将在中午进港。

“我们等了很久，”一位船长说。

原文链接：[https://news.example/harbour/reopens-after-storm](https://news.example/harbour/reopens-after-storm)

翻译：JD12｜校对：Ned｜编剧&发布：文海

 

免责声明：本文内容仅代表作者个人观点，平台不承担任何法律风险。

- [About](https://mnews.example/about/)
- [Privacy](https://mnews.example/privacy/)
`;

export const autoLinked = `---
title: 两[[zh:国关]]系的新一页
---
\`4/2/2024 3:09 PM UTC 北山快讯\` [轉載自MNews](https://mnews.example/82)

图片来源：海港日报

据外媒[[zh:4月1日]]报道，[[zh:北山]]和[[zh:西[[zh:湖]]]]的代表会面，谈了[[zh:港口]]的用途，也谈了往后的合作。

[新闻[[zh:链]]接](https://news.example/[[zh:港口]]/1)

素材：小帆   翻译/编辑：李[[zh:海]]  发布：陶陶
`;

export const grouped = `---
title: Ferry &#8211; the first in a year
---
\`MOUNTAIN TRANSLATORS\` [轉載自MNews](https://mnews.example/83)

##### 北山农场 – 采编：  青山/编译撰稿：自由帆

![](https://pictures.example/banner.png)![](https://pictures.example/ferry.png)图片来源：Harbour Times

渡轮周二恢复航行，这是一年来的第一次，码头上站满了人。

***评论：** 好消息，大家都很高兴。*

![](https://pictures.example/crew.png)船员在甲板上。 (Ann Lee/图片社)
船长说，下一班船将在五月出发，目的地是西湖。

新闻来源: [harbourtimes.example] [Ferry returns](https://harbourtimes.example/ferry?a=1&amp;b=2)

上传/发稿 – 云帆
素材/采编 -【青山】
校对 ：
*审核校对：北风上传排版：南雨（文南）*

（文章仅代表作者个人观点，与MNews无关）

![](https://pictures.example/banner.png)
`;

export const mine = `> * 原文地址：[A faster cache](https://blog.example/cache)
> * 原文作者：[Ann Lee](https://blog.example/ann)
> * 译文出自：[海港翻译计划](https://github.example/harbour)
> * 译者：[bob-ray](https://github.example/bob)
> * 校对者：[cy](https://github.example/cy)、[Dee Fox](https://github.example/dee) 和 [eve](https://github.example/eve)

# 更快的缓存 #

![缓存的图](https://pictures.example/cache.png)

缓存让页面更快，也让错误留得更久。

\`\`\`js
// 翻译：这不是署名
const a = '来源：https://not.example';
\`\`\`
`;

export const linux = `[#]: collector: (finder)
[#]: translator: (wen-li)
[#]: reviewer: ( )
[#]: via: (https://kernel.example/notes)
[#]: author: (Ann Lee https://kernel.example/ann)

内核笔记
======

在<ruby>内核<rt>kernel</rt></ruby>里，每一行都有故事。（译注：这是作者的说法。）

--------------------------------------------------------------------------------

via: https://kernel.example/notes

作者：[Ann Lee][a]
选题：[finder][b]
译者：[wen-li](https://github.example/wen-li)
校对：[校对者ID](https://github.example/校对者ID)

[a]: https://kernel.example/ann
[b]: https://github.example/finder
`;

export const damaged = `---
title: 损坏的标记
---
\`纸船社\` [轉載自MNews](https://mnews.example/84)

\`\`\`
【编者按】这一段是文章的正文，不是程序，却被放进了代码框里，读者应当看到普通的段落。
\`\`\`

**有很多关于****“****港口****”** ** **的说法<br<br>下一行。![]()

| *发布：陶陶*<br><br>**更多消息：**[频道](https://channel.example/) |
| --- |

来源：https://news.example/a\\_long\\_name

链接 [https://bank.example/login](https://evil.example/login) 要小心。
`;

export const all = { harbour, autoLinked, grouped, mine, linux, damaged };
