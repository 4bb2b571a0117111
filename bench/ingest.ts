/**
 * Compares ingest with the smallest route that could take a webhook: HMAC, one batch, one send. Same Miniflare,
 * alternating rounds.
 */
import type { Figure } from "./bench.ts";
import { anOrder, signed, type SignedWebhook } from "./webhooks.ts";
import { build, start } from "./miniflare.ts";

const ROUNDS = 6;
const WEBHOOKS = 400;
const CLIENTS = 8;
const RATIO_MIN = 0.6;

export async function ingest(): Promise<readonly Figure[]> {
  const { url, miniflare } = await start({
    script: await build("bench/worker.ts", "dist/bench"),
    consumers: false,
  });
  const hook = new URL("/hooks/demo/standard", url);
  const baseline = new URL("/bench/baseline", url);
  await round(hook, "warm-up");
  await round(baseline, "warm-up");
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let index = 0; index < ROUNDS; index++) {
    ours.push(await round(hook, `ours-${index}`));
    theirs.push(await round(baseline, `theirs-${index}`));
  }
  await miniflare.dispose();
  const ratio = round2(median(ours) / median(theirs));
  return [
    { name: "ingest of new 10-line orders", value: Math.round(median(ours)), unit: "req/s", ok: true },
    { name: "HMAC + batch + send, nothing else", value: Math.round(median(theirs)), unit: "req/s", ok: true },
    { name: "ratio", value: ratio, unit: "", bound: `>= ${RATIO_MIN}`, ok: ratio >= RATIO_MIN },
  ];
}

/** Returns requests a second over one round of webhooks, which are signed before the clock starts. */
async function round(url: URL, name: string): Promise<number> {
  const webhooks = await Promise.all(
    Array.from({ length: WEBHOOKS }, (_, index) => signed(anOrder(`${name}-${index}`))),
  );
  const started = performance.now();
  let next = 0;
  await Promise.all(Array.from({ length: CLIENTS }, async () => {
    while (next < webhooks.length) await post(url, webhooks[next++]!);
  }));
  return WEBHOOKS / ((performance.now() - started) / 1_000);
}

async function post(url: URL, webhook: SignedWebhook): Promise<void> {
  const answer = await fetch(url, { method: "POST", ...webhook });
  await answer.body?.cancel();
  if (answer.status !== 202) {
    throw new Error(`Cannot measure as every delivery must answer 202: ${answer.status}`);
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
