/**
 * Words of what the log's entries changed that no other screen says, in the desk's languages. Loaded where the log is
 * looked at.
 */
import type { WordsLang } from './choose.ts';

const en = {
  revision: 'Revision',
  finding: 'Finding',
  terms: 'Terms',
  ways: { link: 'entry link', passkey: 'passkey', access: 'Cloudflare Access' },
  states: {
    open: 'open',
    dismissed: 'dismissed',
    resolved: 'resolved',
    ended: 'ended',
    valid: 'valid',
    revoked: 'revoked',
    enabled: 'enabled',
    disabled: 'disabled',
    on: 'on',
    off: 'off',
    changed: 'changed',
    settled: 'dealt with',
  },
};

export const logWords: Record<WordsLang, typeof en> = {
  en,
  'zh-Hans': {
    revision: '版本',
    finding: '检查结果',
    terms: '术语数',
    ways: { link: '进入链接', passkey: '通行密钥', access: 'Cloudflare Access' },
    states: {
      open: '未处理',
      dismissed: '已忽略',
      resolved: '已解决',
      ended: '已结束',
      valid: '有效',
      revoked: '已撤销',
      enabled: '已启用',
      disabled: '已停用',
      on: '已开启',
      off: '已关闭',
      changed: '有改动',
      settled: '已处理',
    },
  },
};
