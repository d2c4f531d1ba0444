/** Paragraphs missing or merged, and the length band of a pair: these need more than a sentence. */
import type { Case } from '../run-case.ts';

const english =
  'The council said on Monday that it would rebuild the old bridge, which a flood had carried away in spring.';
const longer = `${english} The work is to begin in autumn, once the mayor and the owners of the land on both banks have agreed.`;
const three = `${english}\n\nNobody had asked the people who live beside the river what they thought of it.\n\nThe mayor said that he would meet them before the summer is over.`;

export const lengths: Case[] = [
  [
    'en>zh-hans',
    longer,
    '市议会周一表示，将重建在春季被洪水冲走的老桥。待市长与两岸的土地所有者达成一致后，工程将于秋季动工。',
    '',
  ],
  ['en>zh-hans', longer, '市议会将重建在春季被水冲走的老桥。', 'segment-length'],
  [
    'en>de',
    longer,
    'Der Rat teilte am Montag mit, er werde die alte Brücke wieder aufbauen, die eine Flut im Frühjahr fortgerissen hatte. Die Arbeit soll im Herbst beginnen, sobald sich der Bürgermeister und die Eigentümer des Landes an beiden Ufern geeinigt haben.',
    '',
  ],
  [
    'en>de',
    longer,
    'Der Rat will die alte Brücke wieder aufbauen, die im Frühjahr von einer Flut fortgerissen worden war.',
    'segment-length',
  ],
  [
    'en>fr',
    three,
    'Le conseil a annoncé lundi qu’il reconstruirait le vieux pont, emporté par une crue au printemps.\n\nPersonne n’avait demandé aux riverains ce qu’ils en pensaient.\n\nLe maire a promis de les rencontrer avant la fin de l’été.',
    '',
  ],
  [
    'en>fr',
    three,
    'Le conseil a annoncé lundi qu’il reconstruirait le vieux pont, emporté par une crue au printemps.\n\nLe maire a promis de les rencontrer avant la fin de l’été.',
    'paragraph-missing',
  ],
  [
    'en>ru',
    three,
    'Совет сообщил в понедельник, что восстановит старый мост, который весной унесло наводнением.\n\nНикто не спросил людей, живущих у реки, что они об этом думают.\n\nМэр сказал, что встретится с ними до конца лета.',
    '',
  ],
  [
    'en>ru',
    three,
    'Совет сообщил в понедельник, что восстановит старый мост, который весной унесло наводнением.\n\nМэр сказал, что встретится с ними до конца лета.',
    'paragraph-missing',
  ],
  [
    'en>ja',
    longer,
    '市議会は月曜日、春の洪水で流された古い橋を再建すると発表した。工事は、市長と両岸の土地所有者が合意した後、秋に始まる予定だ。',
    '',
  ],
  ['en>ja', longer, '市議会は月曜日、春の洪水で流された古い橋を再建すると発表した。', 'segment-length'],
  [
    'en>ko',
    longer,
    '시의회는 월요일에 봄철 홍수로 떠내려간 옛 다리를 다시 세우겠다고 밝혔다. 공사는 시장과 양쪽 강가의 땅 주인들이 합의하는 대로 가을에 시작될 예정이다.',
    '',
  ],
  [
    'en>ko',
    longer,
    '시의회는 월요일에 봄철 홍수로 떠내려간 옛 다리를 다시 세우겠다고 밝혔다.',
    'segment-length',
  ],
  [
    'en>ar',
    longer,
    'قال المجلس يوم الاثنين إنه سيعيد بناء الجسر القديم الذي جرفه الفيضان في الربيع. ومن المقرر أن يبدأ العمل في الخريف بعد أن يتفق رئيس البلدية مع ملاك الأراضي على الضفتين.',
    '',
  ],
  [
    'en>ar',
    longer,
    'قال المجلس يوم الاثنين إنه سيعيد بناء الجسر القديم الذي جرفه الفيضان.',
    'segment-length',
  ],
  [
    'en>vi',
    longer,
    'Hôm thứ Hai, hội đồng cho biết sẽ xây lại cây cầu cũ bị lũ cuốn trôi hồi mùa xuân. Công việc sẽ bắt đầu vào mùa thu, khi thị trưởng và các chủ đất ở hai bên bờ đã thỏa thuận xong.',
    '',
  ],
  [
    'en>vi',
    longer,
    'Hôm thứ Hai, hội đồng cho biết sẽ xây lại cây cầu cũ bị lũ cuốn trôi hồi mùa xuân.',
    'segment-length',
  ],
  [
    'en>hi',
    longer,
    'परिषद ने सोमवार को कहा कि वह उस पुराने पुल को फिर से बनाएगी जो वसंत में बाढ़ में बह गया था। काम पतझड़ में शुरू होगा, जब महापौर और दोनों किनारों के ज़मीन मालिक सहमत हो जाएँगे।',
    '',
  ],
  [
    'en>hi',
    longer,
    'परिषद ने सोमवार को कहा कि वह उस पुराने पुल को फिर से बनाएगी जो बाढ़ में बह गया था।',
    'segment-length',
  ],
  [
    'zh-hans>en',
    '市议会周一表示，将重建那座在今年春季被洪水冲走的老石桥，工程预计在秋季动工。\n\n没有人问过住在河边的居民对此有什么看法，他们是从报纸上得知这个消息的。\n\n市长说，他会在夏天结束之前与他们见面。',
    'The council said on Monday it would rebuild the old stone bridge carried away by a flood this spring, with work due in autumn.\n\nNobody had asked the people who live beside the river what they thought of it; they learned of it from the newspaper.\n\nThe mayor said that he would meet them before the summer is over.',
    '',
  ],
  [
    'zh-hans>en',
    '市议会周一表示，将重建那座在今年春季被洪水冲走的老石桥，工程预计在秋季动工。\n\n没有人问过住在河边的居民对此有什么看法，他们是从报纸上得知这个消息的。\n\n市长说，他会在夏天结束之前与他们见面。',
    'The council said on Monday it would rebuild the old stone bridge carried away by a flood this spring, with work due in autumn.\n\nThe mayor said that he would meet them before the summer is over.',
    'paragraph-missing',
  ],
  [
    'en>es',
    three,
    'El consejo dijo el lunes que reconstruiría el viejo puente que una riada se llevó en primavera. Nadie había preguntado a quienes viven junto al río qué pensaban.\n\nEl alcalde dijo que se reuniría con ellos antes de que acabe el verano.',
    'paragraph-merged',
  ],
];
