import { Hono } from 'hono';
import type { AppEnv } from '../../config.ts';
import { script } from './script.ts';
import { style } from './style.ts';

export const assets = new Hono<AppEnv>();

assets.get('/desk.css', (c) => c.body(style, 200, { 'Content-Type': 'text/css; charset=utf-8' }));
assets.get('/desk.js', (c) => c.body(script, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }));
