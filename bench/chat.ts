/**
 * Counts the cost of a live chat on the local runtime: what one message, one answer, one sign of life and one look cost, and
 * from these a conversation of ten minutes with both pages open, beside what a Durable Object would bill for it.
 */
import type { Figure } from "./bench.ts";
import { linkIn, mailed } from "./mailbox.ts";
import { API_TOKEN, build, type House, start } from "./miniflare.ts";
import { counted, type Counts, counts } from "./order_cost.ts";
import { anOrder, postOrder } from "./webhooks.ts";

/** The conversation that is priced. */
const MINUTES = 10;
const MESSAGES = 3;
/** As the pages' scripts and `src/doors/live_stream.ts` have them. */
const LOOK_MS = 750;
const LOOKS_OF_A_REQUEST = 200;
const HERE_EVERY_MS = 60_000;
/** Signs that somebody writes, for each message and answer. */
const WRITING_SIGNS = 3;

/** Looks that are measured. */
const WATCHED_MS = 9_000;
const WATCHERS = 20;

/**
 * US dollars, November 2026: https://developers.cloudflare.com/workers/platform/pricing/, …/d1/platform/pricing/,
 * …/queues/platform/pricing/, …/durable-objects/platform/pricing/
 */
const PRICES = {
  request: 0.3 / 1e6,
  cpu_ms: 0.02 / 1e6,
  rows_read: 0.001 / 1e6,
  rows_written: 1 / 1e6,
  queue_operation: 0.4 / 1e6,
  object_request: 0.15 / 1e6,
  object_gb_s: 12.5 / 1e6,
};
/** An object of 128 MB stays awake for some ten seconds after each message before it hibernates. */
const OBJECT_GB = 0.125;
const AWAKE_S = 10;

export async function chatCost(): Promise<readonly Figure[]> {
  const house = await start({ script: await build("bench/worker.ts", "dist/bench"), consumers: true });
  try {
    return await measured(house);
  } finally {
    await house.miniflare.dispose();
  }
}

async function measured(house: House): Promise<readonly Figure[]> {
  const { url } = house;
  const email = "chat@lovelace.example";
  await postOrder(url, { ...anOrder("chat"), customer: { email, name: "Ada Lovelace" } });
  const path = linkIn((await mailed(url, email, "order_confirmation", 1))[0]!, "/o/");
  const customer = browserAt(url);
  await prove(customer, url, path, email);
  await say(customer, path, "Is the mill loud?");
  const [row] = await house.sql("select id from cases where order_id = 'demo/standard/chat'");
  const case_id = String(row!["id"]);

  await counts(house);
  await customer.get(path);
  const page = await settledCounts(house);
  await say(customer, path, "And does it come with a brush?");
  // The page is loaded for its form's token; the script has it already.
  const message = minus(await settledCounts(house), page);
  await answer(url, case_id, "a1");
  const reply = await settledCounts(house);
  await sign(customer, path);
  const here = minus(await settledCounts(house), page);
  const watched = await watch(house, customer, path);

  const looks = 2 * MINUTES * 60_000 / LOOK_MS;
  const streams = Math.ceil(looks / LOOKS_OF_A_REQUEST);
  const signs = 2 * MINUTES * 60_000 / HERE_EVERY_MS + 2 * MESSAGES * WRITING_SIGNS;
  const requests = streams + signs + 2 * MESSAGES;
  const sum = (of: keyof Counts) =>
    MESSAGES * (message[of] + reply[of]) + signs * here[of] + Math.round(looks * watched.look[of]);
  const cpu_ms = looks * watched.cpu_ms + requests * 10;
  const price = requests * PRICES.request + cpu_ms * PRICES.cpu_ms +
    sum("rows_read") * PRICES.rows_read + sum("rows_written") * PRICES.rows_written +
    sum("queue_sends") * 3 * PRICES.queue_operation;
  const awake_s = Math.min(MINUTES * 60, (2 * MESSAGES + signs) * AWAKE_S);
  const object = awake_s * OBJECT_GB * PRICES.object_gb_s +
    (2 + (2 * MESSAGES + signs) / 20 + 2 * MESSAGES) * PRICES.object_request +
    (2 * MESSAGES + signs) * PRICES.request + (2 * MESSAGES + signs) * 10 * PRICES.cpu_ms +
    (sum("rows_read") - Math.round(looks * watched.look.rows_read)) * PRICES.rows_read +
    sum("rows_written") * PRICES.rows_written + sum("queue_sends") * 3 * PRICES.queue_operation;
  return [
    counted("the order's page with its chat: rows read", page.rows_read, "rows"),
    counted("the order's page with its chat: D1 round trips", page.round_trips, "trips"),
    ...three("a message of the customer", message),
    ...three("an answer of the shop", reply),
    ...three("a sign of life", here),
    counted("a look of an open page: rows read", watched.look.rows_read, "rows"),
    counted("a look: CPU, with the local database's", watched.cpu_ms, "ms"),
    bound("a look: rows written", watched.look.rows_written, 0, "rows"),
    counted(
      `${MINUTES} minutes, ${MESSAGES} messages each way, both pages open: requests`,
      requests,
      "requests",
    ),
    counted("the same: looks", looks, "looks"),
    counted("the same: rows read", sum("rows_read"), "rows"),
    bound("the same: rows written", sum("rows_written"), 150, "rows"),
    counted("the same: Durable Object time", 0, "GB-s"),
    { ...counted("1,000 such conversations, list price", round(price * 1_000), "USD") },
    counted("the same by a Durable Object: awake", round(awake_s * OBJECT_GB), "GB-s each"),
    counted("the same by a Durable Object: 1,000, list price", round(object * 1_000), "USD"),
    counted(
      "most open pages of one database at 1,000 short statements a second",
      1_000 * LOOK_MS / 1_000,
      "pages",
    ),
  ];
}

function three(name: string, { rows_read, rows_written, round_trips }: Counts): readonly Figure[] {
  return [
    counted(`${name}: rows written`, rows_written, "rows"),
    counted(`${name}: rows read`, rows_read, "rows"),
    counted(`${name}: D1 round trips`, round_trips, "trips"),
  ];
}

function bound(name: string, value: number, most: number, unit: string): Figure {
  return { name, value, unit, bound: `<= ${most}`, ok: value <= most };
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

interface Browsing {
  readonly get: (path: string) => Promise<string>;
  readonly post: (path: string, fields: Readonly<Record<string, string>>) => Promise<string>;
  readonly open: (path: string) => Promise<Response>;
}

/** A browser without a window: it keeps cookies. */
function browserAt(url: URL): Browsing {
  const cookies = new Map<string, string>();
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(new URL(path, url), {
      ...init,
      redirect: "manual",
      headers: { cookie, ...init.headers as Record<string, string> },
    });
    for (const set of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!;
      cookies.set(name!, value!);
    }
    return answer;
  };
  return {
    get: async (path) => await (await ask(path)).text(),
    post: async (path, fields) =>
      await (await ask(path, {
        method: "POST",
        body: new URLSearchParams(fields),
        headers: { Accept: "application/json", "Sec-Fetch-Site": "same-origin" },
      })).text(),
    open: (path) => ask(path),
  };
}

async function prove(customer: Browsing, url: URL, path: string, email: string): Promise<void> {
  const asked = await customer.get(`${path}/prove?for=chat`);
  const form = await customer.post(`${path}/prove`, hiddenOf(asked));
  const [mail] = await mailed(url, email, "verification_code", 1);
  const code = /\b(\d{6})\b/.exec(mail!)![1]!;
  await customer.post(`${path}/prove`, { ...hiddenOf(form), code });
}

async function say(customer: Browsing, path: string, words: string): Promise<void> {
  const form = hiddenOf(await customer.get(path));
  const told = JSON.parse(await customer.post(`${path}/chat`, { ...form, words }));
  if (typeof told.html !== "string") throw new Error("Cannot count as the chat must take a message");
}

async function sign(customer: Browsing, path: string): Promise<void> {
  const form = hiddenOf(await customer.get(path));
  await customer.post(`${path}/chat/here`, { ...form, seen: "1" });
}

async function answer(url: URL, case_id: string, id: string): Promise<void> {
  const answered = await fetch(new URL(`/api/shops/demo/cases/${case_id}/answer`, url), {
    method: "POST",
    headers: { Authorization: `Bearer ${API_TOKEN}` },
    body: JSON.stringify({ id, message: "Not at all.", author: "Ben" }),
  });
  await answered.body?.cancel();
  if (answered.status !== 202) throw new Error(`Cannot count as an answer must be taken: ${answered.status}`);
}

/** What looks cost while some pages listen and nothing is said. */
async function watch(house: House, customer: Browsing, path: string) {
  const version = /data-version="([^"]+)"/.exec(await customer.get(path))![1]!;
  await counts(house);
  const streams = await Promise.all(
    Array.from(
      { length: WATCHERS },
      () => customer.open(`${path}/chat/events?after=${encodeURIComponent(version)}`),
    ),
  );
  await pause(1_000);
  await counts(house);
  const began_ms = cpuOfWorkerd();
  await pause(WATCHED_MS);
  const seen = await counts(house);
  const cpu_ms = cpuOfWorkerd() - began_ms;
  await Promise.all(streams.map((stream) => stream.body?.cancel()));
  const each = (count: number) => round(count / seen.round_trips);
  return {
    cpu_ms: each(cpu_ms),
    look: {
      ...seen,
      round_trips: 1,
      rows_read: each(seen.rows_read),
      rows_written: seen.rows_written,
      queue_sends: 0,
      r2_writes: 0,
      r2_reads: 0,
      archived: 0,
    } satisfies Counts,
  };
}

/** CPU time of workerd so far in milliseconds, as Linux counts it in hundredths of a second; 0 elsewhere. */
function cpuOfWorkerd(): number {
  try {
    let sum = 0;
    for (const { name } of Deno.readDirSync("/proc")) {
      if (!/^\d+$/.test(name)) continue;
      const stat = statOf(name);
      if (stat === null || !stat.name.startsWith("workerd") || stat.parent !== Deno.pid) continue;
      sum += stat.ticks * 10;
    }
    return sum;
  } catch {
    return 0; // There is no /proc.
  }
}

function statOf(pid: string) {
  try {
    const text = Deno.readTextFileSync(`/proc/${pid}/stat`);
    const end = text.lastIndexOf(")");
    const rest = text.slice(end + 2).split(" ");
    return {
      name: text.slice(text.indexOf("(") + 1, end),
      parent: Number(rest[1]),
      ticks: Number(rest[11]) + Number(rest[12]),
    };
  } catch {
    return null; // The process has ended.
  }
}

function hiddenOf(html: string): Record<string, string> {
  const form = /<form[^>]*method="post"[^>]*>[^]*?<\/form>/.exec(html)?.[0] ?? "";
  return Object.fromEntries(
    [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
      name!,
      value!,
    ]),
  );
}

/** Counts once queues and what follows an answer are done. */
async function settledCounts(house: House): Promise<Counts> {
  await pause(1_500);
  return await counts(house);
}

function minus(a: Counts, b: Counts): Counts {
  return Object.fromEntries(
    (Object.keys(a) as (keyof Counts)[]).map((name) => [name, a[name] - b[name]]),
  ) as unknown as Counts;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
