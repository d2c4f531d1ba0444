/** Traditional characters in a text in simplified script, and the other way round. */
import { tell } from '../../i18n/told/tell.ts';
import { scriptOf } from '../segments/language.ts';
import { type Check, finding, isProse, said } from './check.ts';

/**
 * Frequent characters that exist in one script only. Those that both use in some word (后, 里, 面, 只, 发 as 髮,
 * 乾, 著, 藉, 瞭) are left out: a mark must be certain.
 */
const simplified =
  '这们来时个为国说对会学过经现东动关机见电车长门问间开无业义乐书买乱争亏产亲亿仅从仑仓价众优传伤伦伪体侠侧侨俭债倾偿儿兑兴养兽农决况冻净减凤凭击创删别剧劝办务劲劳势区医华协单卖卢卫厂厅历压县参双变叶号听员呜响哑唤团园围图圆圣场坏块坚坛坝垄声处备够头夹夺奋奖妇妈娱孙宁宝实宠审宪宫宽宾寻导寿将尔尘尝层属岁岛岭峡币帅师帐带帮并庆庐库应庙废广张弥强归录当彻径忆忧怀态总恋恶悬惊惧惩惯愤愿慑戏战户扑执扩扫扬扰抚抛抢护报担拟拥择挂挥损换据掷搅携摄摆摇断旧显晓晕暂术权杂条极构枪柜树样桥检欢欧残毁毕气汇汉汤沟没沪泪泽洁浅测济浓涛润涨渊渐湾湿满滚滞灭灯灵灾炼烂烧热爱爷牵独狱猎猪环琐疗疯盐监盖盘码矿确碍离种积称稳穷窃竞笔笼签简类粮紧纠红约级纪纯纲纳纵纷纸纹线练组细终绍绑结绕绘给络绝统继绩绪续维绿缓编缘缩缴网罗罚罢职联聪肃肠肤肿胁胜脑脸腾舰艺节芦苏范药莱获虑虽蚀补衬装规视览觉觅触誉计订认讨让训议讯记讲许论设访证评识诉词译试诗诚话诞询该详语误诱请诸读课谁调谅谈谋谎谓谢谣谱贝负贡财责贤败货质贩贪购贫贯贴贵贷贸费贺资赌赏赔赖赚赛赞赢赵赶趋跃践踪车轨转轮软轰轻载较辅辆辈辉输辖边达迁迈运还进远违连迟适选递逻遗邓邮邻郑酝释针钉钓钟钢钱铁铜银链销锁错锦键镇镜闪闭闯闲闻阅阳阴阵阶际陆陈险随隐难雾静顶项顺须顾顿预领频题颜额风飞饭饮饰饱馆驰驱驶驻验骂骗鱼鲁鲜鸟鸡鸣鸿鹏麦黄黑龙';
const traditional =
  '這們來時個為國說對會學過經現東動關機見電車長門問間開無業義樂書買亂爭虧產親億僅從倫倉價眾優傳傷偽體俠側僑儉債傾償兒興養獸農決況凍淨減鳳憑擊創刪別劇勸辦務勁勞勢區醫華協單賣盧衛廠廳歷壓縣參雙變葉號聽員響啞喚團園圍圖圓聖場壞塊堅壇壩聲處備夠頭夾奪奮獎婦媽娛孫寧寶實寵審憲宮寬賓尋導壽將爾塵嘗層屬歲島嶺峽幣帥師帳帶幫慶廬庫應廟廢廣張彌強歸錄當徹徑憶憂懷態總戀惡懸驚懼懲慣憤願戲戰撲執擴掃揚擾撫拋搶護報擔擬擁擇掛揮損換據擲攪攜攝擺搖斷舊顯曉暈暫術權雜條極構槍櫃樹樣橋檢歡歐殘毀畢氣匯漢湯溝滬淚澤潔淺測濟濃濤潤漲淵漸灣濕滿滾滯滅燈靈災煉爛燒熱愛爺牽獨獄獵豬環瑣療瘋鹽監蓋盤碼礦確礙離種積稱穩窮竊競筆籠簽簡類糧緊糾紅約級紀純綱納縱紛紙紋線練組細終紹綁結繞繪給絡絕統繼績緒續維綠緩編緣縮繳網羅罰罷職聯聰肅腸膚腫脅勝腦臉騰艦藝節蘆蘇藥萊獲慮雖蝕補襯裝規視覽覺觸譽計訂認討讓訓議訊記講許論設訪證評識訴詞譯試詩誠話誕詢該詳語誤誘請諸讀課誰調諒談謀謊謂謝謠譜貝負貢財責賢敗貨質販貪購貧貫貼貴貸貿費賀資賭賞賠賴賺賽贊贏趙趕趨躍踐蹤軌轉輪軟轟輕載較輔輛輩輝輸轄邊達遷邁運還進遠違連遲適選遞邏遺鄧郵鄰鄭釋針釘釣鐘鋼錢鐵銅銀鏈銷鎖錯錦鍵鎮鏡閃閉闖閒聞閱陽陰陣階際陸陳險隨隱難霧靜頂項順須顧頓預領頻題顏額風飛飯飲飾飽館馳驅駛駐驗罵騙魚魯鮮鳥雞鳴鴻鵬麥龍';

const both = new Set(simplified);

/** CJK Unified Ideographs, where all of them stand. */
const HAN_FIRST = 0x4e00;
const HAN_LAST = 0x9fff;

/** By place in the block: every character of every text is looked up. */
function marked(characters: readonly string[]): Uint8Array {
  const marks = new Uint8Array(HAN_LAST - HAN_FIRST + 1);
  for (const character of characters) marks[character.charCodeAt(0) - HAN_FIRST] = 1;
  return marks;
}

const wrongIn = {
  Hans: marked([...traditional].filter((character) => !both.has(character))),
  Hant: marked(
    [...simplified].filter(
      (character) => !traditional.includes(character) && !'并范准只气'.includes(character),
    ),
  ),
};

export const checkScript: Check = ({ lang, body, title }) => {
  const script = scriptOf(lang);
  if (script !== 'Hans' && script !== 'Hant') return [];
  const wrong = wrongIn[script];
  const other = script === 'Hans' ? 'traditional' : 'simplified';
  const texts = [title, ...body.filter(isProse).map((segment) => segment.prose)];
  let han = 0;
  let count = 0;
  const places: { text: string; at: number; characters: string }[] = [];
  for (const text of texts) {
    let characters = '';
    let at = 0;
    for (let n = 0; n < text.length; n++) {
      const unit = text.charCodeAt(n);
      if (unit < HAN_FIRST || unit > HAN_LAST) continue;
      han++;
      if (!wrong[unit - HAN_FIRST]) continue;
      if (!characters) at = n;
      characters += text.charAt(n);
    }
    count += characters.length;
    if (characters) places.push({ text, at, characters });
  }
  // A whole text in the other script is one finding, not one a paragraph.
  if (count > 20 && count > han * 0.1)
    return [finding('wrong-script', 'warning', tell(`script-${other}`), places[0]?.text)];
  return places.map(({ text, at, characters }) =>
    finding(
      'wrong-script',
      'note',
      tell(`characters-${other}`, { characters: said([...new Set(characters)].join('').slice(0, 20)) }),
      text,
      at,
    ),
  );
};
