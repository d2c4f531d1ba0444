import { expect, it } from 'vitest';
import { judgeAudit } from './audit-report.ts';

const count = (total: number) => ({ vulnerabilities: { info: 0, total } });

it('tells a clean report from holes, and both from a registry that was never asked', () => {
  const clean = { auditReportVersion: 2, vulnerabilities: {}, metadata: count(0) };
  expect(judgeAudit(JSON.stringify(clean)).verdict).toBe('clean');
  const hole = { hono: { name: 'hono', severity: 'high', range: '<4.1.0', via: [], fixAvailable: true } };
  expect(judgeAudit(JSON.stringify({ vulnerabilities: hole, metadata: count(1) }))).toEqual({
    verdict: 'holes',
    says: expect.stringContaining('hono <4.1.0: high'),
  });
});

it.each([
  [JSON.stringify({ message: '405 Method Not Allowed - POST', statusCode: 405 }), '405 Method Not Allowed'],
  [JSON.stringify({ error: { code: 'ENOTFOUND', summary: 'getaddrinfo ENOTFOUND' } }), 'ENOTFOUND'],
  ['', 'no report came back'],
  ['{}', 'no report came back'],
])('says plainly that %s is no answer', (printed, why) => {
  const { verdict, says } = judgeAudit(printed);
  expect(verdict).toBe('not asked');
  expect(says).toContain('NOT be asked');
  expect(says).toContain(why);
});
