/** Addresses in what readers get: pages, feeds and sitemaps. */
const entities: Record<string, string> = {
  amp: '&',
  quot: '"',
  apos: "'",
  lt: '<',
  gt: '>',
  '#38': '&',
  '#39': "'",
  '#x26': '&',
};
const decode = (text: string): string =>
  text.replace(/&(#?\w{1,8});/g, (all, name: string) => entities[name] ?? all);

const inHtml = [
  /\b(?:href|src|action)="([^"]{1,2048})"/g,
  /\b(?:property|name)="(?:og:image|twitter:image)" content="([^"]{1,2048})"/g,
];
const inXml = [/<(?:loc|image:loc|uri|icon|logo|id)>([^<]{1,2048})<\//g, /\bhref="([^"]{1,2048})"/g];

/** As written, entities decoded. */
export function findLinks(text: string, type: string): string[] {
  if (type.includes('json'))
    return [...text.matchAll(/"(https?:\/\/[^"\\]{1,2048})"/g)].map((match) => match[1] ?? '');
  if (type.includes('robots') || type === 'text/plain')
    return [...text.matchAll(/^sitemap:\s*(\S{1,2048})/gim)].map((match) => match[1] ?? '');
  const patterns = type.includes('xml') && !type.includes('xhtml') ? inXml : inHtml;
  const plain = patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => decode(match[1] ?? '')),
  );
  // Feeds hold escaped HTML; the pictures in it are those of the pages.
  const sets = [...text.matchAll(/\bsrcset="([^"]{1,8192})"/g)].flatMap((match) =>
    decode(match[1] ?? '')
      .split(',')
      .map((part) => part.trim().split(/\s+/)[0] ?? ''),
  );
  return [...plain, ...sets];
}

/** Rooms that are not for readers, and searches, which only a running site can answer. */
const notForReaders = /^\/(?:desk|api|healthz|cdn-cgi|hooks|mcp)(?:\/|$)|\/search$/;

/** Path of an address on the site, without query and fragment; undefined for all others. */
export function ownPath(link: string, page: string, origins: readonly string[]): string | undefined {
  const url = URL.parse(link, page);
  if (!url || !origins.includes(url.origin) || url.search !== '' || notForReaders.test(url.pathname))
    return undefined;
  return url.pathname;
}

/** File of a path below the copy's folder; pages become folders with an index.html. */
export function fileOf(path: string, type: string): string {
  const plain = path
    .split('/')
    .map((part) => decodeURIComponent(part))
    .join('/')
    .replace(/^\/+/, '');
  if (plain.split('/').some((part) => part === '..' || part.includes('\0')))
    throw new Error(`${path} cannot be a file.`);
  if (plain === '' || plain.endsWith('/')) return `${plain}index.html`;
  return type.startsWith('text/html') ? `${plain}/index.html` : plain;
}
