/**
 * A foreign name in Chinese carries its original on first mention: 译名（Original）. A transcribed name of two
 * or more parts is known by its interpunct, so no list of names is needed. Acronyms are none.
 */
import { tell } from '../../i18n/told/tell.ts';
import { scriptOf } from '../segments/language.ts';
import { type Check, finding, said } from './check.ts';

/** Characters that transcriptions are made of; others before or after a name belong to the sentence. */
const sounds = new Set(
  '阿啊埃艾爱愛安昂奥奧敖巴芭白拜班邦保鲍鮑贝貝本比彼毕碧边别彬宾賓波玻伯勃博布查察昌彻徹茨次慈达達大戴丹黛当德得登邓鄧狄迪底蒂地第丁东東杜敦顿頓多俄厄恩耳尔爾法凡范方菲费費芬丰馮冯佛夫弗福富盖蓋甘冈岡高戈格葛根古瓜圭果哈海汉漢豪赫黑亨洪胡华華怀懷惠霍基吉季加佳嘉贾賈简簡娇杰金津京久卡开開凯凱坎康考柯科可克肯孔库庫夸奎昆拉莱萊来來兰蘭朗劳勞勒雷蕾累冷黎里理利莉力立丽麗连廉良列林琳龄留刘劉柳龙龍隆娄卢盧鲁魯露吕伦倫罗羅洛马馬玛瑪迈邁麦麥曼芒毛茂梅门門蒙孟米密蜜敏明摩莫默姆木穆慕拿那娜纳納乃奈南内內尼妮涅宁寧纽紐农農努诺諾欧歐帕潘庞龐佩彭蓬皮匹平泊珀普奇齐齊恰强乔喬切钦欽琼瓊丘曲让讓热熱仁日荣榮茹儒若萨薩赛賽三桑瑟森沙莎珊山尚绍紹舍申圣聖施什石史士世舒斯司丝絲思松苏蘇索塔泰坦汤湯唐陶特滕提田铁廷通图圖土托脱陀瓦万萬旺威韦韋维維卫衛魏温文翁沃乌烏吴伍武西希锡錫席喜霞夏香肖谢謝辛欣雄休修许許旭雪勋雅亚亞延扬楊杨耶叶葉伊依宜以易因英尤約约越赞扎泽澤曾詹章珍芝知志智朱茱兹茲子祖佐',
);

/** Words that join two names are part of neither. */
const transcribed = /[\p{Script=Han}--[和与與及]]{1,8}(?:[·•‧・][\p{Script=Han}--[和与與及]]{1,8}){1,4}/gv;
/** The original follows in brackets, in a gloss, or in quotation marks, at once or after a few characters. */
const original = /^[^。！？]{0,12}?[（\(【\[“"]?\s?[\p{L}--\p{Script=Han}]/v;

/** The parts that sound: up to the first other character before the first interpunct and after the last. */
function trimmed(run: string): { name: string; at: number } {
  const [first, last] = [run.search(/[·•‧・]/), run.search(/[·•‧・][^·•‧・]*$/)];
  let from = first;
  while (from > 0 && sounds.has(run.charAt(from - 1))) from--;
  let to = last + 1;
  while (to < run.length && sounds.has(run.charAt(to))) to++;
  return from === first || to === last + 1 ? { name: '', at: 0 } : { name: run.slice(from, to), at: from };
}

export const checkNames: Check = ({ lang, body }) => {
  if (!['Hans', 'Hant'].includes(scriptOf(lang))) return [];
  const seen = new Set<string>();
  return body.flatMap(({ kind, prose }) => {
    if (kind === 'code' || kind === 'picture' || kind === 'heading' || !/[·•‧・]/.test(prose)) return [];
    return Array.from(prose.matchAll(transcribed)).flatMap((found) => {
      const { name, at } = trimmed(found[0]);
      const family = name.split(/[·•‧・]/).at(-1) ?? '';
      if (!name || seen.has(family.slice(0, 2))) return [];
      seen.add(family.slice(0, 2));
      const end = found.index + at + name.length;
      if (original.test(prose.slice(end, end + 24))) return [];
      const told = tell('name-original', { name: said(name) });
      return [finding('name-original', 'note', told, prose, found.index + at)];
    });
  });
};
