/** The rooms that are not for readers, behind the same middleware. */
import type { Hono } from 'hono';
import { newApp } from './app.ts';
import type { ActorEnv } from './auth/actor.ts';
import { desk } from './desk/routes.tsx';
import { api } from './intake/api/routes.ts';
import { mcp } from './intake/mcp/routes.ts';

export const newsroom: Hono<ActorEnv> = newApp()
  // A tool's call comes in again as the API's own.
  .route(
    '/api/v1/mcp',
    mcp((request, c) => newsroom.fetch(request, c.env, c.executionCtx)),
  )
  .route('/api/v1', api)
  .route('/desk', desk);
