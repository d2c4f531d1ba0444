/**
 * The Worker with bindings that count what Cloudflare bills: rows of D1, operations of queue and R2, calls of
 * Images. Everything counted is src/index.ts itself.
 */
import type { Bindings } from '../../src/config.ts';
import site from '../../src/index.ts';
import { previewSubmission } from '../../src/pipeline/look.ts';
import { counted } from './counted-database.ts';

const zero = () => ({
  invocations: 0,
  queueWrites: 0,
  queueReads: 0,
  classA: 0,
  classB: 0,
  transformations: 0,
  d1: { trips: 0, queries: 0, rows: 0, written: 0 },
  search: { trips: 0, queries: 0, rows: 0, written: 0 },
});
let counts = zero();

type Counted = 'queueWrites' | 'classA' | 'classB' | 'transformations';
const adding = (what: Counted) => (): void => {
  counts[what] += 1;
};

/** The same object with some methods noted before they run. */
function noting<T extends object>(real: T, notes: Record<string, () => void>): T {
  return new Proxy(real, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        if (typeof key === 'string') notes[key]?.();
        return value.apply(target, args);
      };
    },
  });
}

/** A call counts when it ends in an output, or asks for a picture's size. */
function countedImages(real: ImagesBinding): ImagesBinding {
  const one = adding('transformations');
  const chain = (transformer: ImageTransformer): ImageTransformer =>
    new Proxy(transformer, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key, target);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => {
          if (key === 'output') one();
          const given: unknown = value.apply(target, args);
          return key === 'output' ? given : chain(given as ImageTransformer);
        };
      },
    });
  return new Proxy(real, {
    get(target, key) {
      if (key === 'input')
        return (...args: Parameters<ImagesBinding['input']>) => chain(target.input(...args));
      if (key === 'info') {
        return (...args: Parameters<ImagesBinding['info']>) => {
          one();
          return target.info(...args);
        };
      }
      return Reflect.get(target, key, target);
    },
  });
}

function countedEnv(env: Bindings): Bindings {
  counts.invocations += 1;
  const [a, b] = [adding('classA'), adding('classB')];
  return {
    ...env,
    DB: counted(env.DB, counts.d1).database,
    SEARCH: counted(env.SEARCH, counts.search).database,
    PICTURES: noting(env.PICTURES, { put: a, list: a, createMultipartUpload: a, get: b, head: b }),
    IMAGES: countedImages(env.IMAGES),
    QUEUE: noting(env.QUEUE, { send: adding('queueWrites') }),
  };
}

export default {
  async fetch(request, env, ctx) {
    const { pathname } = new URL(request.url);
    if (pathname === '/bench/counts') {
      const seen = counts;
      counts = zero();
      return Response.json(seen);
    }
    if (pathname === '/bench/sweep') {
      await site.scheduled(
        { cron: '* * * * *', scheduledTime: 0, noRetry: () => undefined },
        countedEnv(env),
        ctx,
      );
      return Response.json({});
    }
    if (pathname === '/bench/pipeline') {
      const { html } = previewSubmission({ markdown: await request.text(), lang: 'zh-Hans' });
      return Response.json({ chars: html.length });
    }
    return site.fetch(request, countedEnv(env), ctx);
  },
  queue: (batch, env, ctx) => {
    counts.queueReads += batch.messages.length;
    return site.queue(batch, countedEnv(env), ctx);
  },
} satisfies ExportedHandler<Bindings>;
