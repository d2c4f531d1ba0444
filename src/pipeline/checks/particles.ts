/** Languages that double words by right (từ từ, धीरे धीरे, yavaş yavaş, کم کم), and the small words that they never double. */
export const particles: Record<string, ReadonlySet<string>> = {
  vi: small(
    'và của các những được trong cho với một này đã đang sẽ tại về theo để khi vì bị bởi rằng thì mà nhưng hoặc trên dưới',
  ),
  hi: small('के का को में से ने और है हैं पर कि यह वह था थे थी लिए किया गया नहीं'),
  ur: small('کے کا کو میں سے نے اور ہے ہیں پر کہ یہ وہ تھا تھے تھی'),
  fa: small('و در به از که این آن را با است برای بود شد خود نیز'),
  tr: small('ve bu için olan ile olarak gibi çok kadar ama veya'),
  id: small('yang di dan dari ini itu untuk dengan pada ke oleh adalah akan'),
  ms: small('yang di dan dari ini itu untuk dengan pada ke oleh adalah akan'),
};

function small(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}
