/**
 * The words that name a role, in the languages that volunteers write. A space parts words, `_` stands for a
 * space inside one. Where a word has two readings, the one that a credit line means is taken.
 */
import type { CreditRole } from '../../store/schema/words.ts';

export const roleWords: Record<CreditRole, string> = {
  author:
    '作者 原作者 投稿人 供稿人 通讯员 写手 文案 文稿 written 原文作者 作家 撰稿 撰稿人 撰文 撰写 执笔 主笔 供稿 写作 写稿 创作 原创 记者 文 文章 笔者 著 著者 筆者 執筆 글 글쓴이 저자 기자 author authors writer writers words text autor autorin autores auteur auteurs autrice автор авторы текст الكاتب الكاتبة المؤلف نویسنده लेखक autore',
  translator:
    '翻译 译者 译 机翻 视频翻译 字幕翻译 责任翻译 translated 译员 译文 编译 编译者 摘译 转译 节译 英译 中译 英译中 中译英 意译 翻訳 翻訳者 訳 訳者 和訳 번역 번역자 옮긴이 역자 translator translators translation translations übersetzung übersetzer übersetzerin traducción traductor traductora traducteur traductrice traduction перевод переводчик переводчица ترجمة المترجم المترجمة ترجمه مترجم अनुवाद अनुवादक tradução traduzione překlad 初译 复译 口译 笔译 译制 người_dịch dịch biên_dịch tłumaczenie vertaling çeviri переклад prevod תרגום',
  proofreader:
    '校对 校对者 字幕校对 文字校对 中文校对 英文校对 责任校对 proof_reader proof-reader proof_reading proof-reading proofed checked 校正 校验 校稿 校阅 校核 复校 初校 二校 终校 翻译终校 翻译校对 译校 核对 校 pr 校閲 교정 교열 proofreader proofreaders proofreading proofread proof korrektur korrektorat korrekturlesen lektorat corrección corrector correctora correction correcteur correctrice relecture relecteur relectrice корректор корректура вычитка تدقيق المدقق تدقيق_لغوي مراجعة_لغوية ویرایش प्रूफ़रीडिंग korektura 一校 三校 校订 复核',
  reviewer:
    '审核 审校 评审 核准 审稿 审阅 审片 审定 审批 审查 审 初审 复审 终审 監修 검토 감수 レビュー 査読 review reviewer reviewers reviewed revisión revisor revisora revision réviseur révision рецензент проверка مراجعة المراجع بازبینی समीक्षा prüfung 一审 二审 三审 审订 核稿 revisão revisione',
  editor:
    '编辑 责任编辑 摘编 汇编 编纂 组稿 核稿编辑 文稿整理 新闻整理 资料整理 素材整理 信息整理 记录整理 edited edits 责编 主编 总编 副主编 美编 图文编辑 文字编辑 文编 编者 小编 编审 排版 整理 文字整理 整编 文整 改写 润色 page 編集 編集者 편집 편집자 editor editors editing edit layout redaktion redakteur redakteurin edición editora rédaction rédacteur rédactrice mise_en_page редактор редакция تحرير المحرر ویراستار संपादक संपादन redakce redazione edição 润稿 统稿 编排',
  publisher:
    '发布 发布者 发布员 发布组 上传员 上载 转发 搬运 アップロード アップ 업로드 posted post published uploaded 发布人 发稿 发稿人 发文 发表 发帖 发帖人 发送 刊发 推送 上传 上传者 上稿 投放 发 投稿 投稿者 公開 게시 게시자 등록 publisher publishers publishing poster uploader upload veröffentlichung publicación publication публикация نشر الناشر ناشر प्रकाशक',
  selector:
    '素材 素材提供 信息提供 资料提供 线索 推荐 推荐人 选材人 供图 collected 采编 采集 选题 选稿 选材 选编 取材 收集 搜集 资料收集 信息采集 新闻采编 素材采集 素材收集 素材来源 选 selector selection collector curator material auswahl selección sélection подбор подборка',
  transcriber:
    '听写 听校 机听 听 听抄 笔录 速录 转写 打字 英文听写 听力 transcribed 听打 听录 听写核对 转录 记录 速记 書き起こし 文字起こし 聞き取り 받아쓰기 transcriber transcribers transcription transcript transkript transcripción расшифровка تفريغ',
  commentator:
    '简评 评论 点评人 评论人 评论者 时评人 小编点评 译者点评 译者评论 按语 commented 点评 短评 评述 述评 编评 译评 时评 锐评 评论员 解説 コメント 논평 해설 commentary commentator comment comments kommentar comentario commentaire комментарий تعليق',
  producer:
    '字幕 视频 作图 绘图 漫画 截图 音乐 录音 录屏 录播 主播 压片 嵌字幕 嵌入字幕 音频剪辑 音频制作 字幕组 设计制作 海报设计 平面设计 视觉设计 美术 统筹 总策划 音声 音声編集 動画制作 영상편집 剪辑 视频剪辑 视频制作 视频编辑 音频 制作 剪辑字幕 字幕制作 配音 压制 后期 后期制作 时间轴 打轴 轴 校轴 录制 朗读 播音 设计 美工 封面 封面设计 海报 图片设计 图片制作 配图 制图 特效 动画 策划 导演 监制 出品 直播 動画 制作者 자막 영상 제작 subtitles subtitle video audio producer producers production design designer graphics untertitel schnitt subtítulos sous-titres субтитры монтаж монтажёр 图片编辑 音频编辑',
  photographer:
    '摄影 拍摄 摄像 摄影师 撮影 사진 photographer photographers photography fotograf fotografin fotografía fotógrafo photographe фотограф تصوير',
};

/** Words for two roles at once. */
export const doubleRoles: Record<string, readonly CreditRole[]> = {
  听译: ['transcriber', 'translator'],
  听写翻译: ['transcriber', 'translator'],
  听译校: ['transcriber', 'translator', 'proofreader'],
  校审: ['proofreader', 'reviewer'],
  编校: ['editor', 'proofreader'],
  编发: ['editor', 'publisher'],
  译编: ['translator', 'editor'],
};

/** `Translated by Ann`: a space is enough before the name. */
export const spacedRoles: Partial<Record<CreditRole, string>> = {
  author: 'written_by by escrito_por écrit_par بقلم',
  translator:
    'translated_by translation_by traducido_por traduit_par übersetzt_von traduzido_por tradotto_da přeložil přeložila перевёл перевела перевел ترجمها',
  proofreader: 'proofread_by proofed_by corrected_by corregido_por corrigé_par relu_par korrigiert_von',
  reviewer: 'reviewed_by checked_by revisado_por révisé_par geprüft_von',
  editor: 'edited_by editado_por édité_par redigiert_von bearbeitet_von отредактировал отредактировала',
  publisher:
    'posted_by published_by uploaded_by publicado_por publié_par veröffentlicht_von опубликовал опубликовала',
  selector: 'selected_by collected_by curated_by',
  transcriber: 'transcribed_by transcrito_por transcrit_par',
  commentator: 'commented_by comments_by commentary_by',
  producer: 'produced_by subtitled_by subtitles_by video_by designed_by',
  photographer: 'photographed_by photos_by',
};

/** Without one of these a line may tell of a book, a film or a picture. */
export const newsroomRoles: readonly CreditRole[] = [
  'translator',
  'proofreader',
  'reviewer',
  'editor',
  'publisher',
];

/** These head a paragraph, a picture or a recording as often as they name a person. */
export const weakWords = /^(?:译文|视频|音频|动画|图片|文章|video|audio|text|words|image)$/;

/** Stand before a role word and change nothing about the role. */
export const modifierWords =
  '原文 中文 英文 日文 英语 中 英 西 日 法 德 韩 俄 意 葡 葡语 西语 法语 德语 日语 简体 繁体 首席 责任 特约 最终 第一 第二 总 副 本文 文章 本期 新闻 图文 网络 栏目 联合 协助 义务 视频 译文 字幕';

/** Stand behind one. */
export const suffixWords = '者 人 人员 员 组 小组 师 团队 战友 工作';

/** Part two roles of one label. */
export const joiners = [
  ...['/', '&', '+', '、', ',', '和', '与', '及', '兼', '·', '\\', ';', '|', '丨', '_'],
  ...['and ', 'und ', 'et ', 'y ', 'и ', 'و '],
];
