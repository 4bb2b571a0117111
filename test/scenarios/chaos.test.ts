/** Everything fails at once, by a seed: at the end every owed mail is out once, or somebody is told why not. */
import { applyD1Migrations, createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import type { Env } from "../../src/config.ts";
import worker from "../../src/index.ts";
import { keyText, type MessageKey } from "../../src/messages/message.ts";
import { shopSubject } from "../../src/messages/subject.ts";
import { fromBase64, seal, sealingRingIn } from "../../src/sealed.ts";
import { upsertShop } from "../../src/sql/shops.ts";
import { ADAS_ORDER, NOW_MS, SHOP } from "../support/cast.ts";
import { FailingProviders } from "../support/failing_providers.ts";
import { type FaultyDatabase, faultyDatabase } from "../support/faulty_database.ts";
import { SECRET } from "../support/house.ts";
import { seeded } from "../support/seeded.ts";
import { signStandard } from "../support/signing.ts";
import { UnorderedQueues } from "../support/unordered_queues.ts";

const SEED = 20_261_122;
const ORDERS = 500;
const AT_ONCE = 25;
const CHANNELS_FAIL = 0.3;
const QUEUES_FAIL = 0.2;
const DATABASE_FAILS = 0.05;
/** A sender of webhooks tries again for a while. */
const TRIES_MAX = 10;
const SWEEPS_MAX = 500;

/** Each provider is somebody's first choice; one of the shops has nothing but one that knows no mail again. */
const SHOPS = {
  alpha: ["mailchannels", "resend", "postmark"],
  beta: ["resend", "sendgrid"],
  gamma: ["postmark", "mailchannels", "sendgrid", "resend"],
  delta: ["sendgrid"],
} as const;
const SHOP_IDS = Object.keys(SHOPS);

/** As wrangler.toml has them; the spill's hundred retries are cut to what is drained at once here. */
const RULES = {
  "waybill-nudges": { retries_max: 3, dead: "waybill-nudges-dead" },
  "waybill-nudges-bulk": { retries_max: 3, dead: "waybill-nudges-dead" },
  "waybill-nudges-dead": { retries_max: 3 },
  "waybill-errands": { retries_max: 3, dead: "waybill-errands-dead" },
  "waybill-errands-dead": { retries_max: 3 },
  "waybill-spill": { retries_max: 20, dead: "waybill-spill-dead" },
  "waybill-spill-dead": { retries_max: 20 },
};

beforeAll(async () => {
  await applyD1Migrations(env.DB, env.MIGRATIONS);
  const key = await sealingRingIn(env.SEALING_KEY);
  for (const [at, [id, channels]] of Object.entries(SHOPS).entries()) {
    const secrets = await seal(key, JSON.stringify({ standard: [SECRET] }), id, new Uint8Array(12).fill(at));
    await upsertShop(env.DB, { id, settings: JSON.stringify({ ...SHOP, channels }), secrets }).run();
  }
});
afterEach(() => void vi.restoreAllMocks());

test(
  "500 orders with many failures: each mail owed is sent once, or recorded as failed with an alert",
  async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    const house = openStorm();
    const { providers, queues } = house;
    vi.spyOn(globalThis, "fetch").mockImplementation(providers.fetch);

    const accepted: string[] = [];
    for (let at = 0; at < ORDERS; at += AT_ONCE) {
      const posted = await Promise.all(
        Array.from({ length: AT_ONCE }, (_, index) => live(house, at + index)),
      );
      accepted.push(...posted.filter((subject) => subject !== null));
      await house.drain();
    }
    const sweeps = await calm(house);

    const ledger = await readLedger();
    const alerts = new Set(
      ledger.filter(({ kind }) => kind === "shop_alert").map(({ subject, about }) => `${subject}${about}`),
    );
    const counts = {
      sent: 0,
      failed: 0,
      unknown: 0,
      suppressed: 0,
      alerts: alerts.size,
      repeated: 0,
      copies: 0,
    };
    const wrong: string[] = [];
    for (const row of ledger) {
      const { state, kind, subject, closed_at } = row;
      const text = keyText(row);
      const { copies, unknowns, blind } = providers.reached.get(text) ?? { copies: 0, unknowns: 0, blind: 0 };
      const say = (what: string) =>
        wrong.push(`${text} (${state}, copies ${copies}, unknown ${unknowns}, blind ${blind}): ${what}`);
      if (!(state in counts)) say("not final");
      else counts[state as "sent"] += 1;
      counts.copies += copies;
      if (copies > 1) counts.repeated += 1;
      if (copies > 1 && blind === 0) {
        say("repeated without an unknown answer of a provider that is not idempotent");
      }
      if (copies > 2) say("sent more than twice");
      if (state === "sent" && copies === 0) say("sent, and nobody has it");
      if (state === "failed" && copies > 0) say("failed, and somebody has it");
      if (state === "unknown" && unknowns === 0) say("unknown without an unknown answer");
      if ((state === "failed" || state === "unknown") && kind !== "shop_alert") {
        const hour = new Date(closed_at!).toISOString().slice(0, "2026-11-22T10".length);
        const shop = subject.split("/")[0]!;
        if (!alerts.has(`${shopSubject(shop)}mail_failed:${hour}`)) say("nobody was told");
      }
    }
    const known = new Set(
      ledger.filter(({ kind }) => kind === "order_confirmation").map(({ subject }) => subject),
    );
    const lost = accepted.filter((subject) => !known.has(subject));

    console.log(JSON.stringify({
      ...counts,
      mails: ledger.length,
      sweeps,
      accepted: accepted.length,
      lost: lost.length,
      hours: Math.round((Date.now() - NOW_MS) / 3_600_000),
      ...queues.counts,
      database: house.database.faults,
      answers: Object.fromEntries(providers.answers),
    }));
    expect(accepted).toHaveLength(ORDERS);
    expect(lost).toEqual([]);
    expect(wrong).toEqual([]);
    // The storm was one: without these the test could not fail.
    expect(house.database.faults.before).toBeGreaterThan(20);
    expect(house.database.faults.after).toBeGreaterThan(20);
    expect(queues.counts.doubled).toBeGreaterThan(100);
    expect(counts.failed).toBeGreaterThan(0);
    expect(counts.repeated).toBeGreaterThan(0);
  },
);

interface Storm {
  readonly env: Env;
  readonly database: FaultyDatabase;
  readonly queues: UnorderedQueues;
  readonly providers: FailingProviders;
  readonly drain: () => Promise<void>;
}

function openStorm(): Storm {
  const database = faultyDatabase(env.DB, DATABASE_FAILS, seeded(SEED));
  const queues = new UnorderedQueues(RULES, QUEUES_FAIL, seeded(SEED + 1));
  const [id, bytes] = env.LINK_KEYS.split(":");
  const link_keys = [{ id: Number(id), bytes: fromBase64(bytes!) }];
  const providers = new FailingProviders(link_keys, CHANNELS_FAIL, SEED);
  const stormy: Env & Readonly<Record<string, unknown>> = {
    ...env,
    DB: database.db,
    NUDGES: queues.producer("waybill-nudges"),
    BULK_NUDGES: queues.producer("waybill-nudges-bulk"),
    ERRANDS: queues.producer("waybill-errands"),
    SPILL: queues.producer("waybill-spill"),
    MAILCHANNELS_API_KEY: "mailchannels-key",
    RESEND_API_KEY: "resend-key",
    POSTMARK_SERVER_TOKEN: "postmark-token",
    SENDGRID_API_KEY: "sendgrid-key",
  };
  const drain = () => queues.drain((batch) => worker.queue(batch, stormy));
  return { env: stormy, database, queues, providers, drain };
}

/** Places one order, and of every fifth one tells that it was shipped; the order's id, once that was acknowledged. */
async function live(house: Storm, at: number): Promise<string | null> {
  const shop = SHOP_IDS[at % SHOP_IDS.length]!;
  const id = `c${at}`;
  const order = { ...ADAS_ORDER, id, number: `#${id}`, customer: { email: `${id}@chaos.example` } };
  const is_taken = await sendEvent(house, shop, `${id}-placed`, "order.placed", { order });
  const shipment = { id: "p1", tracking: [{ number: `TRACK${at}`, carrier: "DHL" }] };
  // News of a parcel is not sent twice where the first may have come.
  if (at % 5 === 0) {
    await sendEvent(house, shop, `${id}-shipped`, "shipment.shipped", { order_id: id, shipment });
  }
  return is_taken ? `${shop}/standard/${id}` : null;
}

/** Posts as a sender does: again, until it is answered 2xx. */
async function sendEvent(
  { env }: Storm,
  shop: string,
  id: string,
  type: string,
  data: Record<string, unknown>,
): Promise<boolean> {
  const body = JSON.stringify({ type, timestamp: new Date().toISOString(), data });
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const headers = await signStandard(SECRET, id, Math.floor(Date.now() / 1_000), body);
    const context = createExecutionContext();
    const url = `https://waybill.test/hooks/${shop}/standard`;
    const answer = await worker.fetch(new Request(url, { method: "POST", headers, body }), env, context);
    await waitOnExecutionContext(context);
    if (answer.ok) return true;
  }
  return false;
}

/** Moves the clock from one due time to the next and sweeps, until nothing is open; tells how often. */
async function calm({ env: stormy, drain }: Storm): Promise<number> {
  for (let sweeps = 0; sweeps < SWEEPS_MAX; sweeps++) {
    await drain();
    const next_ms = await env.DB.prepare(
      "select min(max(due_at, coalesce(lease_until, 0))) as next from messages where due_at is not null",
    ).first<number | null>("next");
    if (next_ms === null) return sweeps;
    vi.setSystemTime(Math.max(Date.now() + 60_000, next_ms));
    const scheduledTime = Date.now();
    // A tick that fails is over; the next one looks at the same data.
    await worker.scheduled({ cron: "* * * * *", scheduledTime, noRetry: () => undefined }, stormy)
      .catch(() => undefined);
  }
  return SWEEPS_MAX;
}

interface LedgerRow extends MessageKey {
  readonly state: string;
  readonly reason: string | null;
  readonly closed_at: number | null;
}

async function readLedger(): Promise<readonly LedgerRow[]> {
  const { results } = await env.DB.prepare(
    "select subject, kind, about, state, reason, closed_at from messages",
  ).all<LedgerRow>();
  return results;
}
