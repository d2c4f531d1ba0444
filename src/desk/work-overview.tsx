/** The top of the work screen: how much there is to do, whether anything is late, and how full the site is. */
import type { Child } from 'hono/jsx';
import type { Bindings } from '../config.ts';
import { tokensAt } from '../edge/purge-outbox.ts';
import {
  D1_FREE_DATABASE_MAX_BYTES,
  D1_PAID_DATABASE_MAX_BYTES,
  HEALTH_COUNT_MAX,
  PURGE_BUCKET_CALLS,
  R2_FREE_MAX_BYTES,
  STORAGE_WARN_SHARE,
  SWEEP_LATE_MS,
} from '../limits.ts';
import { getDatabaseBytes, getPictureStorage, type PictureStorage } from '../store/desk/storage.ts';
import type { WorkCounts } from '../store/desk/work.ts';
import { listPurgeCalls } from '../store/purges.ts';
import { Notice, timeText } from './parts.tsx';
import type { DeskScreen } from './screen.ts';

/** Undefined where the part did not answer: the screen is for the hour in which something is down. */
export interface Sizes {
  messages: number | undefined;
  purgeTokens: number | undefined;
  main: number | undefined;
  search: number | undefined;
  pictures: PictureStorage | undefined;
}

export async function readSizes(env: Bindings, now: number): Promise<Sizes> {
  const [messages, tokens, main, search, pictures] = await Promise.allSettled([
    env.QUEUE.metrics().then(({ backlogCount }) => backlogCount),
    listPurgeCalls(env.DB, now).then((calls) => tokensAt(calls, now)),
    getDatabaseBytes(env.DB),
    getDatabaseBytes(env.SEARCH),
    getPictureStorage(env.DB, env.PICTURES),
  ]);
  return {
    messages: settledValue(messages),
    purgeTokens: settledValue(tokens),
    main: settledValue(main),
    search: settledValue(search),
    pictures: settledValue(pictures),
  };
}

const settledValue = <T,>(settled: PromiseSettledResult<T>): T | undefined =>
  settled.status === 'fulfilled' ? settled.value : undefined;

export const numberText = (s: DeskScreen, n: number): string => new Intl.NumberFormat(s.lang).format(n);

/** Counted no further than HEALTH_COUNT_MAX. */
export const countText = (s: DeskScreen, n: number): string =>
  n < HEALTH_COUNT_MAX ? numberText(s, n) : s.t.operate.orMore.replace('{n}', numberText(s, n));

/** In decimal units, as Cloudflare counts. */
function bytesText(s: DeskScreen, bytes: number): string {
  const units = [
    ['kilobyte', 1e3],
    ['megabyte', 1e6],
  ] as const;
  const [unit, size] = units.find(([, one]) => bytes < one * 1e3) ?? (['gigabyte', 1e9] as const);
  const format = { style: 'unit', unit, maximumSignificantDigits: 3 } as const;
  return new Intl.NumberFormat(s.lang, format).format(bytes / size);
}

const Count = (props: {
  s: DeskScreen;
  name: string;
  n: number | undefined;
  late?: number;
  max?: number;
}) => {
  const { s, n, late = 0, max } = props;
  const words = s.t.operate;
  const text =
    n === undefined
      ? words.unknown
      : max === undefined
        ? countText(s, n)
        : words.ofMax.replace('{n}', numberText(s, n)).replace('{max}', numberText(s, max));
  return (
    <>
      <dt>{props.name}</dt>
      <dd>
        {text}
        {late > 0 && <strong class="late">{words.lateN.replace('{n}', countText(s, late))}</strong>}
      </dd>
    </>
  );
};

export const Overview = ({ s, counts, sizes }: { s: DeskScreen; counts: WorkCounts; sizes: Sizes }) => {
  const words = s.t.operate;
  const since = counts.oldest_due_at;
  const cronLate = since !== null && since < s.now - SWEEP_LATE_MS;
  const allWell = counts.failed + counts.late_promises + counts.late_purges === 0;
  return (
    <section>
      <h2>{words.overview}</h2>
      {cronLate && <Notice kind="bad">{words.cronLate.replace('{time}', timeText(s, since))}</Notice>}
      {allWell && <Notice kind="good">{words.allWell}</Notice>}
      <dl class="facts">
        <Count s={s} name={words.messages} n={sizes.messages} />
        <Count s={s} name={words.failed} n={counts.failed} />
        <Count s={s} name={words.waiting} n={counts.waiting} />
        <Count s={s} name={words.promises} n={counts.promises} late={counts.late_promises} />
        <Count s={s} name={words.purges} n={counts.purges} late={counts.late_purges} />
        <Count s={s} name={words.purgeCalls} n={sizes.purgeTokens} max={PURGE_BUCKET_CALLS} />
      </dl>
    </section>
  );
};

const fill = (s: DeskScreen, text: string, used: number, max: number): string =>
  text.replace('{used}', bytesText(s, used)).replace('{max}', bytesText(s, max));

const Used = (props: {
  s: DeskScreen;
  name: string;
  used: number | undefined;
  text: string;
  max: number;
  children?: Child;
}) => (
  <>
    <dt>{props.name}</dt>
    <dd>
      {props.used === undefined ? (
        props.s.t.operate.unknown
      ) : (
        <>
          {fill(props.s, props.text, props.used, props.max)}
          <meter
            aria-label={props.name}
            min={0}
            max={props.max}
            high={props.max * STORAGE_WARN_SHARE}
            value={Math.min(props.used, props.max)}
          />
          {props.children}
        </>
      )}
    </dd>
  </>
);

/** Against the free plan, and beyond it against the paid one: the Worker cannot know which it runs on. */
const Database = (props: { s: DeskScreen; name: string; used: number | undefined }) => {
  const { s, name, used } = props;
  const words = s.t.operate;
  const free = used === undefined || used <= D1_FREE_DATABASE_MAX_BYTES;
  const max = free ? D1_FREE_DATABASE_MAX_BYTES : D1_PAID_DATABASE_MAX_BYTES;
  return (
    <Used s={s} name={name} used={used} text={free ? words.onFree : words.onPaid} max={max}>
      {(used ?? 0) > max * STORAGE_WARN_SHARE && <strong class="late">{words.nearlyFull}</strong>}
    </Used>
  );
};

export const StorageUsed = ({ s, sizes }: { s: DeskScreen; sizes: Sizes }) => {
  const words = s.t.operate;
  const { pictures } = sizes;
  const within = (pictures?.bytes ?? 0) <= R2_FREE_MAX_BYTES;
  return (
    <section>
      <h2>{words.storage}</h2>
      <dl class="facts">
        <Database s={s} name={words.mainDatabase} used={sizes.main} />
        <Database s={s} name={words.searchDatabase} used={sizes.search} />
        <Used
          s={s}
          name={words.pictures}
          used={pictures?.bytes}
          text={within ? words.onFree : words.beyondFree}
          max={R2_FREE_MAX_BYTES}
        >
          {pictures && (
            <span class="small">
              {[
                words.pictureCount.replace(
                  '{n}',
                  pictures.more
                    ? words.orMore.replace('{n}', numberText(s, pictures.pictures))
                    : numberText(s, pictures.pictures),
                ),
                ...(pictures.projected ? [words.projected] : []),
              ].join(', ')}
            </span>
          )}
        </Used>
      </dl>
    </section>
  );
};
