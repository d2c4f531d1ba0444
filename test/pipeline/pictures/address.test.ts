import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkAddress } from '../../../src/pipeline/pictures/address.ts';

const outcome = (url: string, localHosts: string[] = []): string => {
  const checked = checkAddress(url, localHosts);
  return checked.ok ? checked.value.href : checked.error.reason;
};

it.each([
  ['https://media.example.org/a/照片 1.jpg#x', 'https://media.example.org/a/%E7%85%A7%E7%89%87%201.jpg'],
  ['http://media.example.org/a.jpg', 'https://media.example.org/a.jpg'],
  ['http://media.example.org:80/a.jpg', 'https://media.example.org/a.jpg'],
  ['http://media.example.org:443/a.jpg', 'https://media.example.org/a.jpg'],
  ['//media.example.org/a.jpg', 'https://media.example.org/a.jpg'],
  ['https://图片.example.org/a', 'https://xn--fov03b.example.org/a'],
])('fetches %s over https', (url, expected) => {
  expect(new URL(outcome(url)).protocol).toBe('https:');
  if (!url.includes('图片')) expect(outcome(url)).toBe(expected);
});

describe('an address that is not on the public web is refused', () => {
  it.each([
    'https://127.0.0.1/a.jpg',
    'https://2130706433/a.jpg',
    'https://0x7f000001/a.jpg',
    'https://0x7f.1/a.jpg',
    'https://0177.0.0.1/a.jpg',
    'https://127.1/a.jpg',
    'https://127.0.0.1./a.jpg',
    'https://127.0.0.1/a.jpg',
    'https://127。0。0。1/a.jpg',
    'https://%31%32%37.0.0.1/a.jpg',
    'https://8.8.8.8/a.jpg',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/a.jpg',
    'https://[::ffff:127.0.0.1]/a.jpg',
    'https://[2606:4700::1111]/a.jpg',
    'https://localhost/a.jpg',
    'https://LOCALHOST./a.jpg',
    'https://a.localhost/a.jpg',
    'https://printer.local/a.jpg',
    'https://metadata.google.internal/a.jpg',
    'https://nas.home.arpa/a.jpg',
    'https://intranet/a.jpg',
    'https://localhost%E3%80%82/a.jpg',
  ])('%s', (url) => {
    expect(outcome(url)).toBe('private_address');
  });

  it.each([
    ['https://[fe80::1%25eth0]/a.jpg', 'not_a_url'],
    ['https://1.2.3.256/a.jpg', 'not_a_url'],
    ['a.jpg', 'not_a_url'],
    [`https://media.example.org/${'a'.repeat(3_000)}`, 'not_a_url'],
    ['https://user:secret@media.example.org/a.jpg', 'credentials'],
    ['https://media.example.org:8443/a.jpg', 'port'],
    ['https://media.example.org:22/a.jpg', 'port'],
    ['ipfs://bafybeigdyrzt/a.jpg', 'ipfs'],
    ['file:///etc/passwd', 'scheme'],
    ['data:image/png;base64,AAAA', 'scheme'],
    ['javascript:alert(1)', 'scheme'],
  ])('%s: %s', (url, reason) => {
    expect(outcome(url)).toBe(reason);
  });
});

it('lets a named loopback host through as it is, with its port, and no other', () => {
  expect(outcome('http://127.0.0.1:9000/a.jpg', ['127.0.0.1:9000'])).toBe('http://127.0.0.1:9000/a.jpg');
  expect(outcome('http://127.0.0.1:9001/a.jpg', ['127.0.0.1:9000'])).toBe('private_address');
});

it('finds every spelling of an IPv4 address', () => {
  const part = (n: number) => fc.constantFrom(String(n), `0x${n.toString(16)}`, `0${n.toString(8)}`);
  const spelling = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)).chain(([a, b, c, d]) =>
    fc.oneof(
      fc.tuple(part(a), part(b), part(c), part(d)).map((parts) => parts.join('.')),
      fc.tuple(part(a), part(b), part(c * 256 + d)).map((parts) => parts.join('.')),
      fc.tuple(part(a), part(b * 65_536 + c * 256 + d)).map((parts) => parts.join('.')),
      part(((a * 256 + b) * 256 + c) * 256 + d),
    ),
  );
  fc.assert(fc.property(spelling, (host) => outcome(`https://${host}/a.jpg`) === 'private_address'));
});
