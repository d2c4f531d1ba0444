import type { Context } from 'hono';
import { setCookie } from 'hono/cookie';
import type { AppEnv } from '../config.ts';

/** Keeps what the desk wants to know of this browser; none of it opens anything. */
export function keepCookie<E extends AppEnv>(
  c: Context<E>,
  name: string,
  value: string,
  maxAgeMs: number,
): void {
  setCookie(c, name, value, {
    path: '/desk',
    httpOnly: true,
    sameSite: 'Lax',
    secure: c.get('config').siteUrl.startsWith('https:'),
    maxAge: maxAgeMs / 1_000,
  });
}
