import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { keepDeadLetter } from "../../../src/flow/record/dead_letters.ts";
import { ADAS_ORDER, NOW, NOW_MS } from "../../support/cast.ts";
import { type DeskVisitor, hiddenOf, openDesks, ownersDesk } from "../../support/desk.ts";
import { DEMO, openHouse, rows } from "../../support/house.ts";
import { mailsOf, sendEvent } from "../../support/river.ts";

let desk: DeskVisitor;
const HOME = "/admin/demo/waiting";

beforeAll(async () => {
  await openHouse();
  await openDesks();
});
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  await env.DB.prepare("delete from dead_letters").run();
  desk = await ownersDesk();
});

function keep(body: unknown, more: { readonly source?: string; readonly topic?: string } = {}) {
  return keepDeadLetter({ db: env.DB, mail: env.MAIL }, DEMO, {
    source: "standard",
    topic: "shipment.shipped",
    reason: "invalid",
    fault: { field: "data.shipment.id", rule: "must be given", got: "nothing" },
    headers: { "webhook-id": "w1", "webhook-timestamp": String(NOW_MS / 1_000) },
    body: new TextEncoder().encode(JSON.stringify(body)),
    received_at_ms: NOW_MS,
    ...more,
  }, NOW_MS);
}

const shipped = (order_id: string, shipment: object) => ({
  type: "shipment.shipped",
  timestamp: NOW,
  data: { order_id, shipment },
});

describe("dead letters at the desk", () => {
  test("say the cause, the orders that wait and what their customers miss in plain words", async () => {
    await sendEvent("order.placed", NOW, { order: { ...ADAS_ORDER, id: "L1", number: "#L1" } });
    await mailsOf("#L1", 1);
    const id = await keep(shipped("L1", {}));
    await sendEvent("order.placed", NOW, { order: { ...ADAS_ORDER, id: "L2", number: "#L2" } });
    await mailsOf("#L2", 1);
    await keep(shipped("L2", {}));
    await keep(shipped("nowhere", {}));
    const list = await desk.get(HOME);
    expect(list.html).toContain("Your own shop: “data.shipment.id” must be given");
    expect(list.html).toContain("Its customer hasn’t heard it from you.");
    expect(list.html).toContain("Retry all 3");
    expect(list.html).toContain("3 kept");
    const page = await desk.get(`${HOME}/letters/${id}`);
    expect(page.html).toContain("3 webhooks from your own shop");
    expect(page.html).toContain('<a href="/admin/demo/orders?id=standard%2FL1">#L1</a>');
    expect(page.html).toContain("Waybill still can’t read it: “data.shipment.id” must be given");
    const [, same] = page.html.split("With the same cause");
    expect(same!.match(/shipment\.shipped<\/a>/g)).toHaveLength(2);
    expect(same).toContain("<span>#L2</span>");
    expect(same!.match(/<span>#/g)).toHaveLength(1);
  });

  test("show what taking one again would change, and it does so once", async () => {
    await sendEvent("order.placed", NOW, { order: { ...ADAS_ORDER, id: "L3", number: "#L3" } });
    await mailsOf("#L3", 1);
    // As if the next version read it.
    const id = await keep(shipped("L3", { id: "p1" }));
    const page = await desk.get(`${HOME}/letters/${id}`);
    expect(page.html).toContain("#L3 becomes: Shipped");
    expect(page.html).toContain("Parcel on its way");
    expect(await rows("events")).toHaveLength(3); // Those of #L1, #L2 and #L3.
    const again = hiddenOf(page, `${HOME}/replay`);
    const answers = [
      await desk.post(`${HOME}/replay`, { ...again, id }),
      await desk.post(`${HOME}/replay`, { ...again, id }),
    ];
    expect(answers.map(({ headers }) => headers.get("Location"))).toEqual([
      `${HOME}?done=recorded`,
      `${HOME}?done=unknown`,
    ]);
    expect(await rows("events")).toHaveLength(4);
  });

  test("are deleted with all of their cause, and by a form that names nothing none", async () => {
    const id = await keep(shipped("L4", {}));
    await keep(shipped("L5", {}));
    const page = await desk.get(`${HOME}/letters/${id}`);
    const { form } = hiddenOf(page, `${HOME}/drop`);
    await desk.post(`${HOME}/drop`, { form: form! });
    expect(await rows("dead_letters")).toHaveLength(2);
    const cause = { source: "standard", field: "data.shipment.id", rule: "must be given" };
    const dropped = await desk.post(`${HOME}/drop`, { form: form!, ...cause });
    expect(dropped.headers.get("Location")).toBe(`${HOME}?dropped=2`);
    expect((await desk.get(`${HOME}?dropped=2`)).html).toContain("2 deleted.");
    expect(await rows("dead_letters")).toEqual([]);
  });

  test.each([
    ["stripe", "charge.refunded", "A refund."],
    ["shopify", "customers/redact", "The law sets a deadline"],
    ["shopify", "inventory_levels/update", "counts may be old"],
    ["postmark", "Delivery", "What became of an email"],
    ["woocommerce", "order.updated", "An order or a change to one"],
  ])("of %s about %s say what is missing", async (source, topic, words) => {
    const id = await keep({}, { source, topic });
    expect((await desk.get(`${HOME}/letters/${id}`)).html).toContain(words);
  });

  test("cost few rows to look at, however long the history of their order is", async () => {
    const id = await keep(shipped("L3", { id: "p9" }));
    let read = 0;
    const prepare = env.DB.batch.bind(env.DB);
    vi.spyOn(env.DB, "batch").mockImplementation(async (statements) => {
      const results = await prepare(statements as D1PreparedStatement[]);
      read += results.reduce((sum, { meta }) => sum + meta.rows_read, 0);
      return results as never;
    });
    await desk.get(`${HOME}/letters/${id}`);
    vi.restoreAllMocks();
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThanOrEqual(300);
  });
});
