/**
 * A shop's own Slack app: tells each case in a thread of its own with what the customer said, and deletes what it posted
 * when the customer is erased. `slack_answer.ts` takes what people write in these threads.
 */
import { askSlack } from "../../channels/slack.ts";
import type { CaseEntry } from "../../cases/case.ts";
import { type SlackApp, slackQuote, slackText, wrongSlackField } from "../../messages/slack.ts";
import { FORGET, readCases, readEntries, selectCase, selectEntries } from "../../sql/cases.ts";
import {
  claimNotices,
  deleteNotices,
  deleteNoticeService,
  deleteServiceNotices,
  insertNotice,
  noteTelling,
  type NoticeRow,
  putOffNotices,
} from "../../sql/notices.ts";
import {
  deletePost,
  deletePosts,
  insertPost,
  noteSaid,
  selectPostsOfCase,
  selectThread,
  type SlackPost,
} from "../../sql/slack_posts.ts";
import { changeSecrets, type SecretPorts } from "../connect/change_secrets.ts";
import type { Shop } from "../ports.ts";
import { SAID_BY } from "./said_topics.ts";

export interface SlackPorts {
  readonly db: D1Database;
  readonly public_url: string;
  readonly fetch_chat: typeof globalThis.fetch;
}

/** One notice as the team's chats word it. */
export interface Worded {
  readonly text: string;
  readonly url: string;
  readonly label: string;
}

/** Notices of one run, each one request; Slack takes one post a second and channel. */
const TOLD_MAX = 10;
/** Tries of one notice: after 1, 2, 4 … minutes, together some four hours. */
const ATTEMPTS_MAX = 8;
const MINUTE_MS = 60_000;
const QUOTE_MAX = 2_500;
const HINT =
  "_Answer in this thread and the customer gets it. Begin with_ `note:` _to write to colleagues alone._";

/** Returns the shop's app; null where it has none. */
export function slackAppOf({ secrets }: Pick<Shop, "secrets">): SlackApp | null {
  const [bot_token] = secrets["slack_bot"] ?? [];
  const [signing_secret] = secrets["slack_signing"] ?? [];
  const [channel] = secrets["slack_channel"] ?? [];
  return bot_token === undefined || signing_secret === undefined || channel === undefined
    ? null
    : { bot_token, signing_secret, channel };
}

/** Where Slack sends the app's events. */
export function slackEventsUrl(
  { public_url }: Pick<SlackPorts, "public_url">,
  { id }: Pick<Shop, "id">,
): string {
  return `${public_url}/slack/${id}`;
}

/** Serves one shop once. `word` says a notice in one line with its link. */
export async function serveSlackApp(
  { db, fetch_chat }: SlackPorts,
  shop: Shop,
  app: SlackApp,
  word: (notice: NoticeRow) => Worded,
  now_ms: number,
): Promise<void> {
  const { results: rows } = await claimNotices(db, shop.id, "slack", {
    now_ms,
    until_ms: now_ms + MINUTE_MS,
    limit: TOLD_MAX,
  }).all<NoticeRow>();
  for (const row of rows.toSorted((a, b) => a.at - b.at)) {
    const told = row.topic === FORGET
      ? await forget(db, fetch_chat, shop, app, row.case_id ?? "")
      : await tell(db, fetch_chat, shop, app, row, word(row));
    if (told.outcome === "ok") {
      await db.batch([
        ...told.value,
        deleteNotices(db, shop.id, "slack", [row.id]),
        noteTelling(db, shop.id, "slack", null, now_ms),
      ]);
      continue;
    }
    const tried = row.attempts + 1;
    const is_over = told.outcome === "refused" || tried >= ATTEMPTS_MAX;
    const wait_ms = told.outcome === "later" ? Math.max(told.wait_ms, MINUTE_MS * 2 ** (tried - 1)) : 0;
    await db.batch([
      is_over
        ? deleteNotices(db, shop.id, "slack", [row.id])
        : putOffNotices(db, shop.id, "slack", [row.id], now_ms + wait_ms),
      noteTelling(db, shop.id, "slack", told.reason, now_ms),
    ]);
  }
}

type Told =
  | { readonly outcome: "ok"; readonly value: readonly D1PreparedStatement[] }
  | { readonly outcome: "later"; readonly reason: string; readonly wait_ms: number }
  | { readonly outcome: "refused"; readonly reason: string };

/** Posts a notice: of a case in its thread, with what the customer said since the thread last told it. */
async function tell(
  db: D1Database,
  fetch_chat: typeof globalThis.fetch,
  shop: Shop,
  { bot_token, channel }: Pick<SlackApp, "bot_token" | "channel">,
  row: NoticeRow,
  { text, url, label }: Worded,
): Promise<Told> {
  if (row.topic === SAID_BY.shop) return await tellAnswer(db, fetch_chat, shop, { bot_token, channel }, row);
  const line = `${slackText(text)}\n<${url}|${slackText(label).replaceAll("|", "¦")}>`;
  const thread = row.case_id === null
    ? null
    : await selectThread(db, shop.id, channel, row.case_id).first<SlackPost>();
  const said = row.case_id === null ? [] : await saidSince(db, shop, row.case_id, thread?.said_at ?? 0);
  // The thread has told it already: an alert follows the words that it is about.
  if (thread !== null && said.length === 0 && SAYING.includes(row.topic)) return { outcome: "ok", value: [] };
  const quotes = said.map(({ words }) => slackQuote(words, QUOTE_MAX));
  const parts = thread === null
    ? [line, ...quotes, ...(row.case_id === null ? [] : [HINT])]
    : SAYING.includes(row.topic)
    ? quotes
    : [line, ...quotes];
  const posted = await askSlack(fetch_chat, bot_token, "chat.postMessage", {
    channel,
    text: parts.join("\n"),
    unfurl_links: "false",
    unfurl_media: "false",
    ...(thread === null ? {} : { thread_ts: thread.ts }),
  });
  if (posted.outcome !== "ok") return posted;
  const said_at = said.at(-1)?.at ?? thread?.said_at ?? 0;
  if (row.case_id === null) return { outcome: "ok", value: [] };
  return {
    outcome: "ok",
    value: [
      insertPost(db, shop.id, {
        channel,
        ts: posted.value.ts,
        case_id: row.case_id,
        is_first: thread === null ? 1 : 0,
        said_at,
        entry_id: null,
      }),
      ...(thread === null ? [] : [noteSaid(db, shop.id, thread, said_at)]),
    ],
  };
}

/** Topics that say no more than that the customer wrote. */
const SAYING: readonly string[] = ["customer_request", SAID_BY.customer];

/** Repeats in the thread of a case what the shop has answered elsewhere; nothing where Slack knows no such thread. */
async function tellAnswer(
  db: D1Database,
  fetch_chat: typeof globalThis.fetch,
  shop: Shop,
  { bot_token, channel }: Pick<SlackApp, "bot_token" | "channel">,
  { id, case_id }: NoticeRow,
): Promise<Told> {
  if (case_id === null) return { outcome: "ok", value: [] };
  const [thread, entries] = await db.batch([
    selectThread(db, shop.id, channel, case_id),
    selectEntries(db, shop.id, case_id),
  ]);
  const first = thread!.results[0] as unknown as SlackPost | undefined;
  const answer = readEntries(entries!).find((entry) => id === `said:${case_id}:${entry.id}`);
  if (first === undefined || answer === undefined) return { outcome: "ok", value: [] };
  return await postAnswer({ db, fetch_chat }, shop, { bot_token, channel }, {
    case_id,
    thread_ts: first.ts,
    answer,
    says: `${answeredBy(answer)} at the desk:`,
  });
}

/** Who has answered, in the words of the thread. */
export function answeredBy({ person }: CaseEntry): string {
  return person === null ? "The customer was answered" : `${person} has answered the customer`;
}

/** Posts an answer in its thread, and notes that whoever writes from now on has seen it. */
export async function postAnswer(
  { db, fetch_chat }: Pick<SlackPorts, "db" | "fetch_chat">,
  shop: Pick<Shop, "id">,
  { bot_token, channel }: Pick<SlackApp, "bot_token" | "channel">,
  { case_id, thread_ts, answer, says }: {
    readonly case_id: string;
    readonly thread_ts: string;
    readonly answer: CaseEntry;
    readonly says: string;
  },
): Promise<Told> {
  const posted = await askSlack(fetch_chat, bot_token, "chat.postMessage", {
    channel,
    thread_ts,
    text: `${slackText(says)}\n${slackQuote(answer.words, QUOTE_MAX)}`,
    unfurl_links: "false",
    unfurl_media: "false",
  });
  if (posted.outcome !== "ok") return posted;
  const post = {
    channel,
    ts: posted.value.ts,
    case_id,
    is_first: 0,
    said_at: answer.at,
    entry_id: answer.id,
  } as const;
  return { outcome: "ok", value: [insertPost(db, shop.id, post)] };
}

async function saidSince(
  db: D1Database,
  shop: Shop,
  case_id: string,
  since_ms: number,
): Promise<readonly CaseEntry[]> {
  const [selected, entries] = await db.batch([
    selectCase(db, shop.id, case_id),
    selectEntries(db, shop.id, case_id),
  ]);
  if (readCases(selected!).length === 0) return [];
  return readEntries(entries!).filter(({ at, type, author, words }) =>
    type === "message" && author === "customer" && at > since_ms && words.trim() !== ""
  );
}

/** Deletes what was posted about a case. */
async function forget(
  db: D1Database,
  fetch_chat: typeof globalThis.fetch,
  shop: Shop,
  { bot_token }: SlackApp,
  case_id: string,
): Promise<Told> {
  const { results: posts } = await selectPostsOfCase(db, shop.id, case_id).all<SlackPost>();
  for (const { channel, ts } of posts) {
    const deleted = await askSlack(fetch_chat, bot_token, "chat.delete", { channel, ts });
    if (deleted.outcome === "later") return deleted;
    // What cannot be deleted any more is gone, or not ours to delete: nothing will change that.
    await deletePost(db, shop.id, { channel, ts }).run();
  }
  return { outcome: "ok", value: [] };
}

type Connecting = SecretPorts & SlackPorts & { readonly shop_changed: (shop_id: string) => void };

export type Connected =
  | { readonly ok: true }
  /** A value of another form. */
  | { readonly ok: false; readonly reason: "form"; readonly field: keyof SlackApp }
  /** Slack does not know the token, or cannot be asked. */
  | { readonly ok: false; readonly reason: "slack"; readonly said: string };

/** Keeps the app's secrets sealed, once Slack knows its token; a first message follows by the clock. */
export async function connectSlackApp(
  ports: Connecting,
  shop: Shop,
  app: SlackApp,
  now_ms: number,
): Promise<Connected> {
  const field = wrongSlackField(app);
  if (field !== null) return { ok: false, reason: "form", field };
  const known = await askSlack(ports.fetch_chat, app.bot_token, "auth.test", {});
  if (known.outcome !== "ok") return { ok: false, reason: "slack", said: known.reason };
  const hello = {
    service: "slack",
    id: `test:${now_ms}`,
    topic: "test",
    order_number: null,
    count: null,
    case_id: null,
  } as const;
  await changeSecrets(ports, shop.id, (secrets) => ({
    ...secrets,
    slack_bot: [app.bot_token],
    slack_signing: [app.signing_secret],
    slack_channel: [app.channel],
    slack_team: [known.value.team_id],
  }), [insertNotice(ports.db, shop.id, hello, now_ms)]);
  ports.shop_changed(shop.id);
  return { ok: true };
}

/** Forgets the app's secrets, what was still to be told by it, and what it posted: that stays in Slack. */
export async function disconnectSlackApp(ports: Connecting, shop: Shop): Promise<void> {
  await changeSecrets(
    ports,
    shop.id,
    ({ slack_bot: _bot, slack_signing: _signing, slack_channel: _channel, slack_team: _team, ...rest }) =>
      rest,
    [
      deleteServiceNotices(ports.db, shop.id, "slack"),
      deleteNoticeService(ports.db, shop.id, "slack"),
      deletePosts(ports.db, shop.id),
    ],
  );
  ports.shop_changed(shop.id);
}
