import type { D1Migration } from 'cloudflare:test';
import type { Bindings } from '../src/config.ts';

declare global {
  namespace Cloudflare {
    interface GlobalProps {
      mainModule: typeof import('../src/index.ts');
    }
    interface Env extends Bindings {
      TEST_MIGRATIONS: { main: D1Migration[]; search: D1Migration[] };
    }
  }
}
