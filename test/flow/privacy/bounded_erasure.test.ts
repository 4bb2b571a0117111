/** What one invocation of an erasure and of a night asks of D1 and R2, where everything is as large as it may be. */
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { SweepPorts } from "../../../src/flow/ports.ts";
import { insertSourceErasure } from "../../../src/flow/privacy/erase_source.ts";
import { serveErasure } from "../../../src/flow/privacy/serve_erasure.ts";
import { serveRetention } from "../../../src/flow/privacy/serve_retention.ts";
import { recordEvent } from "../../../src/flow/record/record_event.ts";
import { upsertDeadLetter } from "../../../src/sql/dead_letters.ts";
import { insertParked } from "../../../src/sql/parked.ts";
import { ADAS_ORDER, NOW_MS, placed } from "../../support/cast.ts";
import { countedPorts } from "../../support/counted_ports.ts";
import { DEMO, openHouse, recording, rows } from "../../support/house.ts";

/** D1's bound of statements, and the platform's of operations, for one invocation. */
const MAX = 1_000;
const KEYS_MAX = 1_000;
const { db, mail, spent } = countedPorts(env.DB, env.MAIL);
const queue = { sendBatch: () => Promise.resolve() } as unknown as SweepPorts["wake_queue"];
const ports = {
  ...recording,
  db,
  mail,
  wake_queue: queue,
  bulk_wake_queue: queue,
  find_shop: () => Promise.resolve(DEMO),
} as unknown as SweepPorts;

beforeAll(openHouse);
beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});

async function invocation<T>(run: () => Promise<T>): Promise<T> {
  Object.assign(spent, { statements: 0, operations: 0 });
  const result = await run();
  expect(spent.statements).toBeLessThanOrEqual(MAX);
  expect(spent.operations).toBeLessThanOrEqual(MAX);
  expect(spent.keys_max).toBeLessThanOrEqual(KEYS_MAX);
  return result;
}

/** In bundles, so that the local bucket is not asked one by one. */
async function putAll(keys: readonly string[], text: string, customMetadata: Record<string, string> = {}) {
  for (let at = 0; at < keys.length; at += 50) {
    await Promise.all(keys.slice(at, at + 50).map((key) => env.MAIL.put(key, text, { customMetadata })));
  }
}

const kept = (folder: string, at: number) =>
  `${folder}/demo/${String(NOW_MS + at).padStart(15, "0")}-0123456789abcdef`;

/** A waiting webhook of the source, which tells of nobody. */
function waiting(source: string): string {
  const events = [{ type: "payment.succeeded", at: new Date(NOW_MS).toISOString(), payment: { id: "p" } }];
  const order = { source, webhook_id: "w", order: "x", events, received_at_ms: NOW_MS };
  return JSON.stringify({ form: "read", webhook: { shop_id: "demo", orders: [order] } });
}

async function keysBelow(prefix: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (let after = "";;) {
    const { objects, truncated } = await env.MAIL.list({ prefix, ...(after && { startAfter: after }) });
    found.push(...objects.map(({ key }) => key));
    if (!truncated) return found;
    after = objects.at(-1)!.key;
  }
}

describe("the erasure of a whole shop", () => {
  test(
    "with many orders, letters, parked and kept webhooks and copies stays within each invocation's bounds",
    async () => {
      const orders = Array.from({ length: 6 }, (_, at) => {
        const customer = { ...ADAS_ORDER.customer, email: `ada${at}@lovelace.example` };
        return { ...ADAS_ORDER, id: `bounded-${at}`, number: `#B${at}`, customer };
      });
      for (const order of orders) {
        const webhook = { source: "standard", webhook_id: order.id, order: order.id, received_at_ms: NOW_MS };
        const recorded = await recordEvent(recording, DEMO, { ...webhook, events: [placed(order)] }, NOW_MS);
        expect(recorded.ok).toBe(true);
      }
      const letter = { topic: "t", reason: "", field: "", rule: "", got: "", headers: "{}", bytes: 20 };
      await env.DB.batch(Array.from({ length: 120 }, (_, at) =>
        upsertDeadLetter(env.DB, "demo", {
          ...letter,
          id: `letter-${at}`,
          source: at % 2 === 0 ? "standard" : "stripe",
          received_at: NOW_MS,
          last_at: NOW_MS,
          count: 1,
          tried_at: null,
        })));
      await putAll(Array.from({ length: 120 }, (_, at) => `dead/demo/letter-${at}`), '{"name":"Byron"}');
      // Each speaks of a customer, so that each is written anew.
      await env.DB.batch(Array.from({ length: 350 }, (_, at) =>
        insertParked(env.DB, {
          source: "stripe",
          webhook_id: `parked-${at}`,
          received_at: NOW_MS,
          names: [`demo/standard/nobody-${at}`],
          events: [{
            type: "payment.refunded",
            at: new Date(NOW_MS).toISOString(),
            refund: { id: `r${at}`, amount_minor: 5, lines: [], reason: "ada0@lovelace.example asked" },
          }],
        })));
      const own = Array.from({ length: 260 }, (_, at) => kept(at % 2 === 0 ? "spill" : "set-aside", at));
      const others = Array.from({ length: 140 }, (_, at) => kept("spill", 10_000 + at));
      await putAll(own, waiting("standard"));
      await putAll(others, waiting("stripe"), { source: "stripe" });
      await putAll(Array.from({ length: 1_010 }, (_, at) => `sent/demo/~shop/digest/${at}`), "mail");

      await insertSourceErasure(env.DB, "demo", "standard", NOW_MS, NOW_MS).run();
      let runs = 0;
      const open = async () => (await rows("erasures")).filter(({ progress }) => progress !== null);
      for (let at_ms = NOW_MS; (await open()).length > 0; runs++) {
        expect(runs).toBeLessThan(150);
        at_ms += 200_000;
        for (const { subject } of await open()) {
          await invocation(() => serveErasure(ports, "demo", String(subject), at_ms));
        }
      }
      expect(runs).toBeGreaterThan(2);

      const states = (await rows("orders")).map(({ state }) => JSON.parse(String(state)));
      expect(states).toHaveLength(6);
      expect(states.filter(({ erased_at }) => erased_at === undefined)).toEqual([]);
      expect(JSON.stringify(await rows("parked"))).not.toContain("lovelace");
      expect(await rows("parked")).toHaveLength(350);
      const left = [...await keysBelow("set-aside/demo/"), ...await keysBelow("spill/demo/")];
      expect(left.toSorted()).toEqual(others.toSorted());
      expect(await keysBelow("sent/demo/")).toEqual([]);
      expect((await rows("dead_letters")).map(({ source }) => source)).toEqual(Array(60).fill("stripe"));
    },
  );
});

describe("the night of a shop", () => {
  test(
    "deletes thousands of copies and kept webhooks, a thousand keys at a time, and goes on until none is left",
    async () => {
      const night_ms = Date.parse("2026-11-22T02:10:00Z");
      const old_ms = night_ms - 40 * 86_400_000;
      const shop = { ...DEMO, settings: { ...DEMO.settings, retention_days: 30 } };
      await env.DB.prepare(
        `insert into messages (subject, kind, about, state, lane, dated_at)
       with recursive n (i) as (select 1 union all select i + 1 from n where i < 520)
       select 'demo/~customer/a', 'history_link', 'old-' || i, 'sent', 0, ?1 from n`,
      ).bind(old_ms).run();
      await putAll(
        Array.from({ length: 100 }, (_, at) => `sent/demo/~customer/a/history_link/old-${at + 1}`),
        "mail",
      );
      for (const key of await keysBelow("spill/demo/")) await env.MAIL.delete(key);
      await putAll(Array.from({ length: 1_010 }, (_, at) => kept("set-aside", at)), "{}");
      // The local bucket knows of no earlier day.
      const past = {
        ...mail,
        list: async (options: R2ListOptions) => {
          const listed = await mail.list(options);
          const objects = listed.objects.map((one) => ({ ...one, key: one.key, uploaded: new Date(old_ms) }));
          return { ...listed, objects };
        },
      } as R2Bucket;
      let runs = 0;
      while (await invocation(() => serveRetention({ db, mail: past }, shop, night_ms))) {
        runs += 1;
        expect(runs).toBeLessThan(10);
      }
      expect(runs).toBe(1);
      expect(spent.keys_max).toBe(KEYS_MAX);
      expect(await keysBelow("sent/demo/~customer/a/")).toEqual([]);
      expect(await keysBelow("set-aside/demo/")).toEqual([]);
      expect((await rows("messages")).filter(({ kind }) => kind === "history_link")).toEqual([]);
    },
  );
});
