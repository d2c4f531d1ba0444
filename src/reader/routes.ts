/**
 * The reader's site: public pages from one D1 round trip each, without cookies and without scripts. Every
 * answer names its cache policy and the tags of all it shows, so that publishing takes away exactly the pages
 * that a change made old. Mounted at `/`, after the rooms that are not for readers.
 */
import { Hono } from 'hono';
import type { AppEnv } from '../config.ts';
import { articleRoutes } from './article-routes.ts';
import { crawlerRoutes } from './crawler-routes.ts';
import { feedRoutes } from './feed-routes.ts';
import { frontRoutes } from './front-routes.ts';
import { listRoutes } from './list-routes.ts';
import { sendNotFound } from './respond.ts';

export const reader = new Hono<AppEnv>();

// The first that fits answers: names that are fixed stand before those of articles.
reader.route('/', crawlerRoutes);
reader.route('/', feedRoutes);
reader.route('/', listRoutes);
reader.route('/', frontRoutes);
reader.route('/', articleRoutes);
reader.get('*', (c) => sendNotFound(c));
