import { Hono } from 'hono';
import type { AppEnv } from './config.ts';

export const app = new Hono<AppEnv>();
