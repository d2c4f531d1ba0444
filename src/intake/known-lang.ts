/**
 * Which canonical tags name a language that a text may be in. `Intl.DisplayNames` alone cannot be asked: the Worker's
 * knows neither Tibetan nor Northern Sami. Whatever is only well-formed, such as `xx` or `xyz`, names none.
 */

const codes = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/));

/** ISO 639-1, as canonical tags spell it (Tagalog is `fil`). */
const ofTwoLetters = codes(
  `aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es
  et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki
  kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no
  nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te
  tg th ti tk tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu`,
);

/** Of ISO 639-2 and -3, those that are written by more than a few and that Intl may not name. */
const ofThreeLetters = codes(
  `acm ace ach ada ady aeb afb ain ajp ale alt anp apc arc arn arp arq ary arz ast awa azb bal ban bar bas bcl bej bem
  bgc bgn bho bik bin bjn bla bqi brx bua bug byn cdo ceb cgg chm chr chy cjy ckb cnr cpx crh csb ctg czh dag dak dar
  del din doi dsb dua dyu efi eml ewo ext fan fat fil fit fkv fon frp frr fur gaa gag gan gay gez gil glk gom gon gor
  gos grc gsw guc gur guz gwi haj hak haw hif hil hmn hne hno hsb hsn iba ilo inh jam jbo kaa kab kac kam kaw kbd kcg
  kea kha khw kiu kjh kmb kmr koi kok kpe kpv krc krl kru ksh kum kut lad lah lam lez lij lld lmo loz lrc ltg lua lun
  luo lus luz lzh lzz mad mag mai mak mas mdf men mer mfe mgh mic min mni mnp mnw moh mos mrj mus mwl mwr myv mzn nah
  nan nap naq nds new nia niu nmg nnh nog nqo nso nus nwc nym nyn nyo nzi osa pag pam pap pau pcd pcm pdc pes pfl pms
  pnb pnt pon prs quc raj rap rar rcf rgn rif rkt rmy rom rue rup sad sah sas sat scn sco sdc sdh seh ses sgs shi shn
  sid skr sli sly sma smj smn sms snk srn ssy stq suk sus swb swg syc syl syr szl tcy tem teo ter tet tig tiv tkl tkr
  tlh tli tly tmh tog tpi tru trv tsi ttt tum tvl tyv tzm udm umb vai vec vep vls vmf vot vro vun wal war was wuu xal
  xmf xog yao yap yav ybb yrl yue zap zea zgh zun zza`,
);

export function isKnownLang(tag: string): boolean {
  const [language = ''] = tag.split('-');
  if (language.length === 2) return ofTwoLetters.has(language);
  if (language.length !== 3) return false;
  const named = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' }).of(language);
  return ofThreeLetters.has(language) || (named !== undefined && !/^(?:mis|mul|und|zxx)$/.test(language));
}
