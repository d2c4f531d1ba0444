/** What the screens of webhooks are made of. */
import type { DeliveryView } from '../store/deliveries.ts';
import { type WebhookEvent, webhookEvents } from '../store/schema/words.ts';
import type { ListedWebhook, Webhook } from '../store/webhooks.ts';
import { Post, PostButton } from './layout.tsx';
import { Ago, Field, Notice, Table } from './parts.tsx';
import type { DeskScreen } from './screen.ts';
import type { Words } from './words/en.ts';

type Props = { s: DeskScreen };

/** Colours that the desk's style has for states of the same kind. */
const looks = { waiting: '', retrying: 'scheduled', delivered: 'ready', given_up: 'failed' } as const;

const DeliveryState = ({ s, state }: Props & { state: DeliveryView['state'] }) => (
  <span class={`state ${looks[state]}`}>{s.t.webhooks.states[state]}</span>
);

const isKnown = (code: string, errors: Words['webhooks']['errors']): code is keyof typeof errors =>
  Object.hasOwn(errors, code);

/** What an address is refused for, or how a try ended, in words. */
export function errorText(t: Words, code: string): string {
  const status = /^status (\d+)$/.exec(code)?.[1];
  if (status !== undefined) return t.webhooks.answered.replace('{n}', status);
  const { errors } = t.webhooks;
  return isKnown(code, errors) ? errors[code] : errors.not_a_url;
}

const eventList = (s: DeskScreen, events: readonly WebhookEvent[]): string =>
  new Intl.ListFormat(s.lang, { style: 'narrow' }).format(events.map((event) => s.t.webhooks.events[event]));

export const Standing = ({ s, webhook }: Props & { webhook: ListedWebhook }) => {
  const words = s.t.webhooks;
  const { last } = webhook;
  return (
    <p class="about">
      {webhook.disabled_at !== null && <span class="state failed">{s.t.disabled}</span>}
      <span>{eventList(s, webhook.events)}</span>
      {last && (
        <span>
          {words.last}
          {s.t.colon}
          <DeliveryState s={s} state={last.state} /> <Ago s={s} at={last.created_at} />
        </span>
      )}
    </p>
  );
};

export const Webhooks = ({ s, webhooks }: Props & { webhooks: ListedWebhook[] }) => (
  <ul class="rows">
    {webhooks.map((webhook) => (
      <li class="row">
        <a class="title" href={`/desk/webhooks/${webhook.id}`}>
          <bdi>{webhook.url}</bdi>
        </a>
        <Standing s={s} webhook={webhook} />
      </li>
    ))}
  </ul>
);

export interface GivenWebhook {
  url: string;
  events: readonly string[];
}

export const AddWebhook = (
  props: Props & { given?: GivenWebhook | undefined; error?: { field: string; message: string } | undefined },
) => {
  const { s, given, error } = props;
  const words = s.t.webhooks;
  const eventError = error?.field === 'events' ? error.message : undefined;
  return (
    <section>
      <h2>{words.add}</h2>
      <Post s={s} to="/desk/webhooks">
        <Field
          name="url"
          label={words.url}
          hint={words.urlHint}
          error={error?.field === 'url' ? error.message : undefined}
        >
          {(attributes) => (
            <input
              {...attributes}
              type="url"
              required
              placeholder="https://"
              autocapitalize="off"
              spellcheck={false}
              value={given?.url ?? ''}
            />
          )}
        </Field>
        <fieldset class="checks" {...(eventError ? { 'aria-describedby': 'f-events-error' } : {})}>
          <legend>{words.eventsLabel}</legend>
          {eventError && (
            <p class="error" id="f-events-error">
              {eventError}
            </p>
          )}
          {webhookEvents.map((event) => (
            <label>
              <input
                type="checkbox"
                name="events"
                value={event}
                checked={given ? given.events.includes(event) : true}
              />{' '}
              {words.events[event]}
            </label>
          ))}
        </fieldset>
        <button type="submit" class="main">
          {words.addButton}
        </button>
      </Post>
    </section>
  );
};

export const Secret = ({ s, secret }: Props & { secret: { text: string; made: 'first' | 'anew' } }) => (
  <Notice kind="good">
    <p>{s.t.webhooks.secretMade}</p>
    {secret.made === 'anew' && <p>{s.t.webhooks.rotateHint}</p>}
    <p>
      <input class="secret" readonly value={secret.text} aria-label={s.t.shownOnce} />
    </p>
  </Notice>
);

const Fold = (props: Props & { to: string; text: string; hint: string; kind?: 'danger' }) => (
  <details class="fold">
    <summary>{props.text}</summary>
    <p class="hint">{props.hint}</p>
    <PostButton s={props.s} to={props.to} text={props.text} {...(props.kind ? { kind: props.kind } : {})} />
  </details>
);

/** What is done seldom, and should not happen by a slip. */
export const SeldomActions = ({ s, webhook }: Props & { webhook: Webhook }) => {
  const words = s.t.webhooks;
  const at = `/desk/webhooks/${webhook.id}`;
  return (
    <section>
      <h2>{words.changes}</h2>
      <Fold s={s} to={`${at}/rotate`} text={words.rotate} hint={words.rotateHint} />
      {webhook.disabled_at === null && (
        <Fold s={s} to={`${at}/disable`} text={s.t.disable} hint={words.disableHint} kind="danger" />
      )}
      <Fold s={s} to={`${at}/delete`} text={words.remove} hint={words.removeHint} kind="danger" />
    </section>
  );
};

const Delivery = ({ s, webhook, one }: Props & { webhook: Webhook; one: DeliveryView }) => {
  const words = s.t.webhooks;
  const event = words.events[one.event];
  return (
    <li class="row beside">
      <div>
        {one.article_id ? (
          <a class="title" href={`/desk/articles/${one.article_id}`} dir="auto">
            {one.about}
          </a>
        ) : (
          <span class="title">{event}</span>
        )}
        <p class="about">
          <DeliveryState s={s} state={one.state} />
          {one.article_id && <span>{event}</span>}
          <Ago s={s} at={one.created_at} />
          {one.attempts > 0 && <span>{s.t.triesN.replace('{n}', String(one.attempts))}</span>}
          {one.due_at !== undefined && one.attempts > 0 && (
            <span>
              {words.nextTry}
              {s.t.gap}
              <Ago s={s} at={one.due_at} />
            </span>
          )}
        </p>
        {one.error !== undefined && <p class="error">{errorText(s.t, one.error)}</p>}
      </div>
      {webhook.disabled_at === null && one.attempts > 0 && (
        <PostButton s={s} to={`/desk/webhooks/${webhook.id}/deliveries/${one.id}/again`} text={words.again} />
      )}
    </li>
  );
};

export const Deliveries = (props: Props & { webhook: Webhook; deliveries: DeliveryView[] }) => (
  <ul class="rows">
    {props.deliveries.map((one) => (
      <Delivery s={props.s} webhook={props.webhook} one={one} />
    ))}
  </ul>
);

export const Pings = ({ s, hub, pings }: Props & { hub: string | undefined; pings: DeliveryView[] }) => {
  const words = s.t.webhooks;
  return (
    <section>
      <h2>{words.hubTitle}</h2>
      <p class="hint">
        {hub === undefined ? words.hubNone : words.hubIs.replace('{hub}', hub)}
        {s.t.gap}
        <a href="/desk/settings">{s.t.newsroom.settings}</a>
      </p>
      {hub !== undefined && pings.length === 0 && <p>{words.noPings}</p>}
      {pings.length > 0 && (
        <Table
          heads={[words.feed, s.t.state, s.t.when]}
          rows={pings.map((one) => [
            <span class="small">
              <a href={one.about}>{decodeURI(new URL(one.about).pathname)}</a>
            </span>,
            <>
              <DeliveryState s={s} state={one.state} />
              {one.error !== undefined && <p class="small">{errorText(s.t, one.error)}</p>}
            </>,
            <Ago s={s} at={one.created_at} />,
          ])}
        />
      )}
    </section>
  );
};
