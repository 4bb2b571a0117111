/** docs/recovery.md from the first line to the last: snapshot, loss, restore, erasures done again, keys rotated, all verified. */
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { dropped, type Keys, rotated } from "../../scripts/deploy/key_ring.ts";
import { reseal } from "../../scripts/deploy/reseal.ts";
import type { Env } from "../../src/config.ts";
import { portsOf } from "../../src/doors/ports.ts";
import { eraseCustomer } from "../../src/flow/privacy/erase_customer.ts";
import worker from "../../src/index.ts";
import { linkUrl } from "../../src/links/signed_link.ts";
import { sealingKeyOf, sealingRingIn } from "../../src/sealed.ts";
import { ADAS_ORDER, NOW_MS, SHOP } from "../support/cast.ts";
import { brokenDatabase } from "../support/broken_database.ts";
import { eventually } from "../support/eventually.ts";
import { DEMO, openHouse, SECRET } from "../support/house.ts";
import { signStandard } from "../support/signing.ts";
import { QUEUE_RULES, QueuesOnAClock } from "../support/queues_on_a_clock.ts";
import { goBackTo, rememberDatabase } from "../support/whole_database.ts";

const ORDERS = 20;
const LATER = 5;
const ERASED = 4;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const emailOf = (at: number) => `customer-${at}@drill.example`;

beforeAll(openHouse);

test("the drill of docs/recovery.md", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const steps: Record<string, number | string> = {};
  const started_ms = performance.now();

  // An installation of 0.2, whose one sealing key is the pepper too.
  const first: Keys = { LINK_KEYS: env.LINK_KEYS, SEALING_KEY: env.SEALING_KEY };
  let house = open(first);
  for (let at = 0; at < ORDERS; at++) expect(await house.place(at)).toBeLessThan(300);
  await house.until(async () => await count("orders") === ORDERS);
  const link = await linkUrl(portsOf(house.env), {
    purpose: "order",
    subject: "demo/standard/d10",
    expires_at_ms: NOW_MS + 90 * 24 * HOUR_MS,
    issued_at_ms: NOW_MS,
  });
  const names = await house.names();
  const snapshot = await rememberDatabase();
  steps["orders in the snapshot"] = await count("orders");

  vi.setSystemTime(NOW_MS + HOUR_MS);
  for (let at = ORDERS; at < ORDERS + LATER; at++) await house.place(at);
  for (let at = 0; at < ERASED; at++) await house.erase(at);
  await house.until(async () => await erased() === ERASED);
  steps["erased after the snapshot"] = await erased();

  vi.setSystemTime(NOW_MS + 2 * HOUR_MS);
  await goBackTo({});
  house.lose();
  // Senders go on: what happened after the snapshot is sent again by its storefront, the rest is new.
  for (let at = ORDERS; at < ORDERS + 2 * LATER; at++) expect(await house.place(at)).toBe(202);
  expect(await house.health()).toBe(503);
  steps["webhooks that came while it was lost"] = (await env.MAIL.list({ prefix: "spill/" })).objects.length;

  vi.setSystemTime(NOW_MS + 3 * HOUR_MS);
  await goBackTo(snapshot);
  house.restore();
  expect(await erased()).toBe(0);
  await house.until(async () =>
    await erased() === ERASED && (await env.MAIL.list({ prefix: "spill/" })).objects.length === 0
  );
  steps["erased again by the clock"] = await erased();
  steps["orders after the restore"] = await count("orders");

  const both = rotated(rotated(first, "sealing", random()), "links", random());
  house = open(both);
  expect(await house.get(link)).toBe(200);
  const ring = await sealingRingIn(both.SEALING_KEY);
  const { resealed, closed } = await reseal(run, ring, () => crypto.getRandomValues(new Uint8Array(12)));
  steps["shops resealed"] = resealed;
  expect(closed).toEqual([]);
  const last = dropped(both, "sealing", 1);
  house = open(last);

  // What customers and shops hold is as it was.
  expect(await house.names()).toEqual(names);
  expect(await house.get(link)).toBe(200);
  expect(await house.place(ORDERS + 2 * LATER)).toBe(202);
  expect(await house.place(1)).toBeLessThan(300);
  expect(await erased()).toBe(ERASED);
  const { secrets } =
    (await env.DB.prepare("select secrets from shops where id = 'demo'").first<{ secrets: string }>())!;
  expect(sealingKeyOf(secrets)).toBe(2);
  // The mails that the restored ledger owes have left.
  await house.until(async () => await house.health() === 200);
  house = open(dropped(last, "links", 1));
  expect(await house.get(link)).toBe(404);

  steps["seconds"] = Math.round((performance.now() - started_ms) / 1_000);
  console.log(JSON.stringify(steps));
  expect(steps).toMatchObject({
    "orders in the snapshot": ORDERS,
    "erased after the snapshot": ERASED,
    "webhooks that came while it was lost": 2 * LATER,
    "erased again by the clock": ERASED,
    "orders after the restore": ORDERS + 2 * LATER,
    "shops resealed": 1,
  });
});

const queues = new QueuesOnAClock(QUEUE_RULES);
const QUEUES = {
  NUDGES: queues.producer("waybill-nudges"),
  BULK_NUDGES: queues.producer("waybill-nudges-bulk"),
  ERRANDS: queues.producer("waybill-errands"),
  SPILL: queues.producer("waybill-spill"),
};

/** An isolate that starts with these keys. */
function open(keys: Keys) {
  let is_lost = false;
  const own = {
    ...env,
    ...keys,
    ...QUEUES,
    DB: brokenDatabase(env.DB, () => is_lost ? "away" : null),
  } as unknown as Env;
  const cold = () => ({ ...own }) as Env;
  const ask = async (request: Request, environment = own) => {
    const context = createExecutionContext();
    const answer = await worker.fetch(request, environment, context);
    await waitOnExecutionContext(context);
    return answer.status;
  };
  const tick = async () => {
    vi.setSystemTime(Date.now() + 2 * MINUTE_MS);
    for (const cron of ["* * * * *", "*/2 * * * *"]) {
      await worker.scheduled({ cron, scheduledTime: Date.now(), noRetry: () => undefined }, own).catch(() =>
        undefined
      );
    }
    await queues.drain((batch) => worker.queue(batch, own));
  };
  return {
    env: own,
    lose: () => void (is_lost = true),
    restore: () => void (is_lost = false),
    async place(at: number): Promise<number> {
      const order = {
        ...ADAS_ORDER,
        id: `d${at}`,
        number: `#d${at}`,
        customer: { email: emailOf(at), name: `Customer ${at}` },
      };
      const body = JSON.stringify({
        type: "order.placed",
        timestamp: new Date(NOW_MS).toISOString(),
        data: { order },
      });
      const headers = await signStandard(SECRET, `place-${at}`, Math.floor(Date.now() / 1_000), body);
      return await ask(
        new Request("https://waybill.test/hooks/demo/standard", { method: "POST", headers, body }),
        cold(),
      );
    },
    async erase(at: number): Promise<void> {
      const ports = portsOf(own);
      const customer = await ports.name_customer("demo", emailOf(at));
      await eraseCustomer(ports, { ...DEMO, settings: SHOP }, customer, {
        email: emailOf(at),
        notifies_customer: false,
      }, Date.now());
    },
    names: () =>
      Promise.all(Array.from({ length: ORDERS }, (_, at) => portsOf(own).name_customer("demo", emailOf(at)))),
    get: (url: string) => ask(new Request(url)),
    health: () => ask(new Request("https://waybill.test/healthz"), cold()),
    until: (done: () => Promise<boolean>) =>
      eventually(async () => {
        await tick();
        expect(await done()).toBe(true);
      }, 100),
  };
}

const run = async <Row>(make: (db: D1Database) => D1PreparedStatement) =>
  (await make(env.DB).all<Row>()).results;
const random = () => crypto.getRandomValues(new Uint8Array(32));
const count = async (table: string) =>
  (await env.DB.prepare(`select count(*) as count from ${table}`).first<number>("count"))!;
const erased = async () =>
  (await env.DB.prepare("select count(*) as count from orders where state ->> '$.erased_at' is not null")
    .first<number>("count"))!;
