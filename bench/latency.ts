/** How long a mail takes from the webhook's answer to its channel, at a steady 20 orders a second on the local runtime. */
import type { Figure } from "./bench.ts";
import { anOrder, postOrder } from "./deliveries.ts";
import { build, start } from "./miniflare.ts";

const PER_SECOND = 20;
const SECONDS = 15;
const P95_MAX_MS = 1_000;
const TAKEN_WITHIN_MS = 30_000;

export async function latency(): Promise<readonly Figure[]> {
  const { url, miniflare } = await start({
    script: await build("bench/worker.ts", "dist/bench"),
    consumers: true,
  });
  await postOrder(url, anOrder("warm-up"));
  const answered = new Map<string, number>();
  const started = Date.now();
  const posts: Promise<void>[] = [];
  for (let at = 0; at < PER_SECOND * SECONDS; at++) {
    await waitUntil(started + at * 1_000 / PER_SECOND);
    const id = `paced-${at}`;
    posts.push(postOrder(url, anOrder(id)).then(() => void answered.set(`#${id}`, Date.now())));
  }
  await Promise.all(posts);
  const taken = await takenMails(url, [...answered.keys()]);
  await miniflare.dispose();

  // A mail may be with its channel before its sender has read the answer.
  const waits = [...answered].map(([order, at]) => Math.max(0, taken.get(order)! - at)).sort((a, b) => a - b);
  const p95 = percentile(waits, 0.95);
  return [
    told("from the webhook's answer to the channel: p50", percentile(waits, 0.5)),
    { ...told("the same: p95", p95), bound: `< ${P95_MAX_MS}`, ok: p95 < P95_MAX_MS },
    told("the same: p99", percentile(waits, 0.99)),
    { name: "orders, at 20 a second", value: waits.length, unit: "orders", ok: true },
  ];
}

/** When each order's mail was taken, on the same machine's clock. */
async function takenMails(url: URL, orders: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const taken = new Map<string, number>();
  const until = Date.now() + TAKEN_WITHIN_MS;
  while (orders.some((order) => !taken.has(order))) {
    if (Date.now() > until) {
      throw new Error(`Cannot measure as ${orders.length} mails must be taken within ${TAKEN_WITHIN_MS} ms`);
    }
    const read: Record<string, number> = await (await fetch(new URL("/bench/taken", url))).json();
    for (const [order, at] of Object.entries(read)) taken.set(order, at);
    await waitUntil(Date.now() + 50);
  }
  return taken;
}

async function waitUntil(at_ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, at_ms - Date.now())));
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)]!;
}

function told(name: string, value: number): Figure {
  return { name, value, unit: "ms", ok: true };
}
