/** Month names as dates use them (the genitive in Slavic languages), with the usual abbreviations. */
const names: Record<string, string> = {
  en: 'january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sept|sep october|oct november|nov december|dec',
  de: 'januar|jan|jänner februar|feb märz|mär april|apr mai juni|jun juli|jul august|aug september|sept|sep oktober|okt november|nov dezember|dez',
  fr: 'janvier|janv février|févr mars avril|avr mai juin juillet|juil août|aout septembre|sept octobre|oct novembre|nov décembre|déc',
  es: 'enero|ene febrero|feb marzo|mar abril|abr mayo|may junio|jun julio|jul agosto|ago septiembre|setiembre|sept octubre|oct noviembre|nov diciembre|dic',
  pt: 'janeiro|jan fevereiro|fev março|mar abril|abr maio|mai junho|jun julho|jul agosto|ago setembro|set outubro|out novembro|nov dezembro|dez',
  it: 'gennaio|gen febbraio|feb marzo|mar aprile|apr maggio|mag giugno|giu luglio|lug agosto|ago settembre|set ottobre|ott novembre|nov dicembre|dic',
  nl: 'januari|jan februari|feb maart|mrt april|apr mei juni|jun juli|jul augustus|aug september|sep oktober|okt november|nov december|dec',
  sv: 'januari|jan februari|feb mars april|apr maj juni|jun juli|jul augusti|aug september|sep oktober|okt november|nov december|dec',
  da: 'januar|jan februar|feb marts april|apr maj juni|jun juli|jul august|aug september|sep oktober|okt november|nov december|dec',
  nb: 'januar|jan februar|feb mars april|apr mai juni|jun juli|jul august|aug september|sep oktober|okt november|nov desember|des',
  cs: 'ledna|leden|lednu února|únor|únoru března|březen|březnu dubna|duben|dubnu května|květen|květnu června|červen|červnu července|červenec|červenci srpna|srpen|srpnu září října|říjen|říjnu listopadu|listopad prosince|prosinec|prosinci',
  pl: 'stycznia|styczeń|styczniu lutego|luty|lutym marca|marzec|marcu kwietnia|kwiecień|kwietniu maja|maj|maju czerwca|czerwiec|czerwcu lipca|lipiec|lipcu sierpnia|sierpień|sierpniu września|wrzesień|wrześniu października|październik|październiku listopada|listopad|listopadzie grudnia|grudzień|grudniu',
  ru: 'января|январь|январе февраля|февраль|феврале марта|март|марте апреля|апрель|апреле мая|май|мае июня|июнь|июне июля|июль|июле августа|август|августе сентября|сентябрь|сентябре октября|октябрь|октябре ноября|ноябрь|ноябре декабря|декабрь|декабре',
  uk: 'січня|січень|січні лютого|лютий|лютому березня|березень|березні квітня|квітень|квітні травня|травень|травні червня|червень|червні липня|липень|липні серпня|серпень|серпні вересня|вересень|вересні жовтня|жовтень|жовтні листопада|листопад|листопаді грудня|грудень|грудні',
  fi: 'tammikuuta|tammikuu|tammikuussa helmikuuta|helmikuu|helmikuussa maaliskuuta|maaliskuu|maaliskuussa huhtikuuta|huhtikuu|huhtikuussa toukokuuta|toukokuu|toukokuussa kesäkuuta|kesäkuu|kesäkuussa heinäkuuta|heinäkuu|heinäkuussa elokuuta|elokuu|elokuussa syyskuuta|syyskuu|syyskuussa lokakuuta|lokakuu|lokakuussa marraskuuta|marraskuu|marraskuussa joulukuuta|joulukuu|joulukuussa',
  ro: 'ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie',
  bg: 'януари февруари март април май юни юли август септември октомври ноември декември',
  el: 'ιανουαρίου|ιανουάριος|ιανουάριο φεβρουαρίου|φεβρουάριος|φεβρουάριο μαρτίου|μάρτιος|μάρτιο απριλίου|απρίλιος|απρίλιο μαΐου|μάιος|μάιο ιουνίου|ιούνιος|ιούνιο ιουλίου|ιούλιος|ιούλιο αυγούστου|αύγουστος|αύγουστο σεπτεμβρίου|σεπτέμβριος|σεπτέμβριο οκτωβρίου|οκτώβριος|οκτώβριο νοεμβρίου|νοέμβριος|νοέμβριο δεκεμβρίου|δεκέμβριος|δεκέμβριο',
  he: 'בינואר|ינואר בפברואר|פברואר במרץ|מרץ באפריל|אפריל במאי|מאי ביוני|יוני ביולי|יולי באוגוסט|אוגוסט בספטמבר|ספטמבר באוקטובר|אוקטובר בנובמבר|נובמבר בדצמבר|דצמבר',
  hr: 'siječnja|siječanj|siječnju veljače|veljača|veljači ožujka|ožujak|ožujku travnja|travanj|travnju svibnja|svibanj|svibnju lipnja|lipanj|lipnju srpnja|srpanj|srpnju kolovoza|kolovoz|kolovozu rujna|rujan|rujnu listopada|listopad|listopadu studenoga|studeni|studenom|studenog prosinca|prosinac|prosincu',
  sk: 'januára|január|januári februára|február|februári marca|marec|marci apríla|apríl|apríli mája|máj|máji júna|jún|júni júla|júl|júli augusta|august|auguste septembra|september|septembri októbra|október|októbri novembra|november|novembri decembra|december|decembri',
  ar: 'يناير|كانون_الثاني|جانفي فبراير|شباط|فيفري مارس|آذار|اذار أبريل|ابريل|إبريل|نيسان|أفريل مايو|أيار|ايار|ماي يونيو|يونيه|حزيران|جوان يوليو|يوليه|تموز|جويلية أغسطس|اغسطس|آب سبتمبر|أيلول|ايلول أكتوبر|اكتوبر|تشرين_الأول نوفمبر|تشرين_الثاني ديسمبر|كانون_الأول',
  fa: 'ژانویه|ژانویهٔ فوریه|فوریهٔ مارس آوریل مه|مهٔ|می ژوئن ژوئیه|ژوئیهٔ|جولای اوت|آگوست سپتامبر اکتبر نوامبر دسامبر',
  hi: 'जनवरी फरवरी|फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर|सितम्बर अक्टूबर नवंबर|नवम्बर दिसंबर|दिसम्बर',
  id: 'januari|jan februari|feb maret|mar april|apr mei juni|jun juli|jul agustus|agu september|sep oktober|okt november|nov desember|des',
  tr: 'ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık',
};

export interface MonthWords {
  /** day, month, year? */
  dayFirst: RegExp;
  /** month, day, year? */
  monthFirst: RegExp;
  /** month, year */
  monthYear: RegExp;
  /** 1 to 12; 0 for another word. */
  number(word: string): number;
}

const year = '(?:,?\\s+(?:de\\s+|del\\s+|năm\\s+)?(\\d{4})(?!\\d))?';

function patterns(words: string): Omit<MonthWords, 'number'> {
  const month = `(?<!\\p{L})(${words})(?![\\p{L}\\p{M}])\\.?`;
  return {
    dayFirst: new RegExp(
      `(?<![\\d.,:])(\\d{1,2})(?:st|nd|rd|th|er|º|\\.)?\\s+(?:of\\s+|de\\s+|di\\s+)?${month}${year}`,
      'giu',
    ),
    monthFirst: new RegExp(`${month}\\s+(\\d{1,2})(?:st|nd|rd|th)?(?![\\d:.%]\\d|\\d|\\s?%)${year}`, 'giu'),
    monthYear: new RegExp(`${month},?\\s+(?:of\\s+|de\\s+|del\\s+|năm\\s+)?(\\d{4})(?!\\d)`, 'giu'),
  };
}

const known = new Map<string, MonthWords>(
  Object.entries(names).map(([base, months]) => {
    const numbers = new Map<string, number>();
    months.split(' ').forEach((words, n) => {
      for (const word of words.split('|')) numbers.set(word.replace('_', ' '), n + 1);
    });
    const words = [...numbers.keys()].sort((a, b) => b.length - a.length).join('|');
    return [base, { ...patterns(words), number: (word: string) => numbers.get(word.toLowerCase()) ?? 0 }];
  }),
);

/** The months of a language by its language subtag. East Asian months are numbers and need none. */
export const monthWords = (base: string): MonthWords | undefined => known.get(base);
