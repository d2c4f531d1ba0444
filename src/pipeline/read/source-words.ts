/**
 * The words that label a source, a picture's source, the place of first publication, and facts that only end
 * another label's value. A space parts words, `_` stands for a space inside one.
 */
export const sourceWords =
  '新闻来源 新闻参考 新闻参考链接 信息出处 消息出处 新闻源 原文网站 外文链接 英文链接 英文来源 新闻出处链接 新闻来源链接 原文来源链接 参考信息 参考消息 参考视频 参考网站 资料链接 资料出处 引文来源 引自 译文来源 뉴스_출처 기사_출처 참고 참고_링크 링크 参照 参考リンク リンク元 新闻出处 新闻链接 新闻原文 新闻网址 原文链接 原文地址 原文出处 原文来源 原文网址 原文 原链接 原文参考 英文原文 原始链接 原始来源 参考链接 参考资料 参考来源 参考新闻 参考文章 参考原文 参考网址 参考 参阅 来源 消息来源 信息来源 资料来源 内容来源 报道来源 报导来源 文章来源 文章链接 文章出处 公告来源 视频来源 视频链接 原视频链接 原视频网址 原视频 视频原链接 视频出处 素材链接 素材网址 来源链接 来源网址 信源 信息源 消息源 原报道 原报导 原文见 阅读原文 链接 链接地址 网址 出处 译自 摘自 编译自 转自 援引原文 引用来源 信息链接 消息链接 原文视频 via source sources original originals reference references resource resources link source_article original_article original_text original_source original_link read_the_original read_more full_story source_url quelle quellen originalartikel originalbeitrag fuente fuentes artículo_original texto_original enlace article_original texte_original lien источник источники оригинал оригинальная_статья ссылка المصدر المصادر المقال_الأصلي النص_الأصلي رابط منبع منابع स्रोत fonte fonti zdroj izvor kaynak nguồn źródło bron джерело מקור 出典 情報源 元記事 原文記事 ソース 引用元 출처 원문 원문_링크';

export const pictureWords =
  '图片来源 图片来自 图片源自 图片出处 图片 图源 图 题图 配图来源 封面来源 封面图片来源 截图来源 照片来源 照片 图片说明 图说 图片链接 数据来源 画像 写真 사진_출처 photo photos picture image credit photo_credit image_credit image_source photo_source bild bildquelle foto imagen crédito фото изображение الصورة مصدر_الصورة';

export const originWords = '译文出自 转载自 转载 首发于 首发 原载';

export const infoWords =
  '发布日期 发布时间 发表日期 发表时间 日期 时间 时长 date dated 任务编号 视频时间段 原视频标题 原视频日期 视频标题 原文标题 原标题 原文日期 标题 本文永久链接 永久链接 字数 编号';

/** Known misspellings and what they stand for. */
export const misspelt: Record<string, string> = {
  编剧: '编辑',
  编缉: '编辑',
  编揖: '编辑',
  编楫: '编辑',
  遍辑: '编辑',
  教对: '校对',
  较对: '校对',
  校队: '校对',
  校兑: '校对',
  反译: '翻译',
  番译: '翻译',
  翻议: '翻译',
  发步: '发布',
  发部: '发布',
  审合: '审核',
  简平: '简评',
  听些: '听写',
  translater: 'translator',
  proofreder: 'proofreader',
  原文连接: '原文链接',
  原文联接: '原文链接',
  新闻连接: '新闻链接',
  新闻来原: '新闻来源',
  参考连接: '参考链接',
  视频连接: '视频链接',
  素材连接: '素材链接',
  文章连接: '文章链接',
  原连接: '原链接',
  连接: '链接',
};
