import type { Words } from './en.ts';

export const accessZhHans: Words['access'] = {
  outside: '编辑台位于 Cloudflare Access 之后，而此请求未经由它到达。',
  goIn: '经由 Cloudflare Access 进入',
  knownAs: 'Cloudflare Access 识别你为 {email}。',
  enterAs: '以 {name} 的身份进入',
  notLinked: '此地址尚未关联任何成员：请用通行密钥或链接进入，管理员可为你关联。',
  lost: '未能成功：此地址已不再关联任何成员。',
  leave: '退出 Cloudflare Access',
  address: 'Cloudflare Access 地址',
  addressHint: 'Cloudflare Access 以此地址识别的人将以该成员身份进入。留空则不关联。',
  badAddress: '请填写一个地址，形如 name@example.org，仅限拉丁字母。',
  taken: '已有其他成员关联此地址。',
};
