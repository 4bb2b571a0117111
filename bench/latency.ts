/**
 * Measures how long a mail takes from the webhook's answer to its channel, at 20 orders a second: on the local
 * runtime, or on a running `deno task dev` (`deno task bench latency --dev http://localhost:8787`).
 */
import { readDevVars } from "../scripts/dev_vars.ts";
import type { Figure } from "./bench.ts";
import { anOrder, post, signed } from "./webhooks.ts";
import { build, SECRET, start } from "./miniflare.ts";

const PER_SECOND = 20;
const SECONDS = 15;
const P95_MAX_MS = 1_000;
const TAKEN_WITHIN_MS = 30_000;
/** Interval of requests to the dev mailbox; long, since each request is work for the measured Worker. */
const ASKED_EVERY_MS = 1_000;

export async function latency(): Promise<readonly Figure[]> {
  const at = Deno.args.indexOf("--dev");
  if (at >= 0) return await paced(new URL(Deno.args[at + 1]!), (await readDevVars())["DEMO_WEBHOOK_SECRET"]!);
  const { url, miniflare } = await start({
    script: await build("bench/worker.ts", "dist/bench"),
    consumers: true,
  });
  const figures = await paced(url, SECRET);
  await miniflare.dispose();
  return figures;
}

async function paced(url: URL, secret: string): Promise<readonly Figure[]> {
  const run = Date.now().toString(36);
  const postOrder = async (id: string) =>
    await post(url, "standard", await signed(anOrder(id), undefined, secret));
  await postOrder(`${run}-warm-up`);
  const answered = new Map<string, number>();
  const started = Date.now();
  const posts: Promise<void>[] = [];
  for (let at = 0; at < PER_SECOND * SECONDS; at++) {
    await waitUntil(started + at * 1_000 / PER_SECOND);
    const id = `${run}-${at}`;
    posts.push(postOrder(id).then(() => void answered.set(`#${id}`, Date.now())));
  }
  await Promise.all(posts);
  const taken = await takenMails(url, [...answered.keys()]);

  // The channel may have the mail before the sender has read the answer.
  const waits = [...answered].map(([order, at]) => Math.max(0, taken.get(order)! - at)).sort((a, b) => a - b);
  const p95 = percentile(waits, 0.95);
  return [
    counted("from the webhook's answer to the channel: p50", percentile(waits, 0.5)),
    { ...counted("the same: p95", p95), bound: `< ${P95_MAX_MS}`, ok: p95 < P95_MAX_MS },
    counted("the same: p99", percentile(waits, 0.99)),
    { name: "orders, at 20 a second", value: waits.length, unit: "orders", ok: true },
  ];
}

/** Returns when each order's mail reached the dev mailbox, by the same machine's clock. */
async function takenMails(url: URL, orders: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const until = Date.now() + TAKEN_WITHIN_MS;
  while (Date.now() < until) {
    const mails: readonly { readonly order: string; readonly at: string }[] =
      await (await fetch(new URL("/dev/mail", url), { headers: { accept: "application/json" } })).json();
    const taken = new Map(mails.map(({ order, at }) => [order, Date.parse(at)]));
    if (orders.every((order) => taken.has(order))) return taken;
    await waitUntil(Date.now() + ASKED_EVERY_MS);
  }
  throw new Error(`Cannot measure as ${orders.length} mails must be taken within ${TAKEN_WITHIN_MS} ms`);
}

async function waitUntil(at_ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, at_ms - Date.now())));
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)]!;
}

function counted(name: string, value: number): Figure {
  return { name, value, unit: "ms", ok: true };
}
