import { Hono } from 'hono';
import type { AppEnv } from '../../config.ts';
import { reviewScript } from '../review/script.ts';
import { reviewStyle } from '../review/style.ts';
import { unsentScript } from '../review/unsent-script.ts';
import { script } from './script.ts';
import { style } from './style.ts';
import { submitScript } from './submit-script.ts';

export const assets = new Hono<AppEnv>();

assets.get('/desk.css', (c) =>
  c.body(style + reviewStyle, 200, { 'Content-Type': 'text/css; charset=utf-8' }),
);
assets.get('/desk.js', (c) =>
  c.body(script + reviewScript + unsentScript, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }),
);
assets.get('/submit.js', (c) =>
  c.body(submitScript, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }),
);
