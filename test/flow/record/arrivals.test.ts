import { env } from "cloudflare:workers";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { recordEvent } from "../../../src/flow/record/record_event.ts";
import type { OrderEvent } from "../../../src/orders/event.ts";
import { fold } from "../../../src/orders/fold/fold.ts";
import { planMessages } from "../../../src/orders/plan/plan.ts";
import type { Reference } from "../../../src/orders/reference.ts";
import { ADAS_ORDER, hours, NOW_MS, placed, SHOP } from "../../support/cast.ts";
import { DEMO, openHouse, recording } from "../../support/house.ts";
import type { OrderWebhook } from "../../../src/flow/record/order_webhook.ts";
import { runs } from "../../support/runs.ts";

beforeAll(openHouse);

const unpaid = { ...ADAS_ORDER, payment: { status: "pending" as const } };
const NUMBER: Reference = { by: "number", value: "#1001" };
const TRACKING: Reference = { by: "tracking", value: "JD 0146" };

let webhooks = 0;

/** What three senders tell of one order, each in its own names. */
const WEBHOOKS: readonly OrderWebhook[] = [
  webhook("shopify", "1001", [], placed(unpaid)),
  webhook("shopify", "1001", [], {
    type: "order.changed",
    at: hours(0.5),
    order: { ...unpaid, total_minor: 1 },
  }),
  webhook("shopify", "1001", [], {
    type: "shipment.shipped",
    at: hours(6),
    shipment: { id: "f1", lines: [], tracking: [] },
  }),
  webhook("shopify", "1001", [], {
    type: "shipment.shipped",
    at: hours(7),
    shipment: { id: "f1", lines: [], tracking: [{ number: "jd-0146", carrier: "DHL" }] },
  }),
  webhook("stripe", "pi_1", [NUMBER], {
    type: "payment.succeeded",
    at: hours(0.2),
    payment: { id: "ch_1", amount_minor: 12_890 },
  }),
  webhook("stripe", "pi_1", [], {
    type: "payment.refunded",
    at: hours(9),
    refund: { id: "re_1", amount_minor: 100, lines: [] },
  }),
  webhook("stripe", "dp_1", [{ by: "payment", value: "ch_1" }], {
    type: "payment.disputed",
    at: hours(20),
    payment: { id: "ch_1", amount_minor: 12_890 },
  }),
  webhook("easypost", "trk_1", [TRACKING], scan("shipment.in_transit", 6.5)),
  webhook("easypost", "trk_1", [TRACKING], scan("shipment.in_transit", 6.5), scan("shipment.in_transit", 8)),
  webhook("easypost", "trk_1", [], scan("shipment.delivered", 10)),
];

function scan(type: "shipment.in_transit" | "shipment.delivered", at: number): OrderEvent {
  return { type, at: hours(at), shipment: { id: "JD0146", lines: [], tracking: [{ number: "JD0146" }] } };
}

function webhook(
  source: string,
  order: string,
  also: readonly Reference[],
  ...events: OrderEvent[]
): OrderWebhook {
  webhooks += 1;
  return { source, webhook_id: `d${webhooks}`, order, also, events, received_at_ms: NOW_MS };
}

const arrivals = fc.record({
  // A copy under the same delivery id, or under another as some senders make them.
  first: fc.shuffledSubarray([...WEBHOOKS], { minLength: WEBHOOKS.length }),
  again: fc.array(
    fc.tuple(fc.constantFrom(...WEBHOOKS), fc.nat({ max: 20 }), fc.boolean()),
    { maxLength: 5 },
  ),
}).map(({ first, again }) =>
  again.reduce(
    (all, [report, at, renamed], index) =>
      all.toSpliced(at, 0, renamed ? { ...report, webhook_id: `again-${index}` } : report),
    first,
  )
);

const whole = fold(WEBHOOKS.flatMap(({ events }) => events))!;
const planned = planMessages({ order: whole, shop: SHOP, ledger: [], now_ms: NOW_MS });

let shops = 0;

test.each([["one after the other", false], ["all at once", true]])(
  "storefront, payment and carrier in any order, %s, make one order that owes the same mails",
  async (_how, at_once) => {
    await fc.assert(
      fc.asyncProperty(arrivals, async (reports) => {
        shops += 1;
        const shop = { ...DEMO, id: `arrivals-${shops}` };
        const record = async (report: OrderWebhook) =>
          expect(await recordEvent(recording, shop, report, NOW_MS)).toMatchObject({ ok: true });
        if (at_once) await Promise.all(reports.map(record));
        else for (const report of reports) await record(report);

        const order_id = `${shop.id}/shopify/1001`;
        const state = await env.DB.prepare("select state from orders where id = ?").bind(order_id)
          .first<string>("state");
        expect(JSON.parse(state!)).toEqual(JSON.parse(JSON.stringify(whole)));
        expect(await count("parked", "ref", `${shop.id}/%`)).toBe(0);
        expect(await count("orders", "id", `${shop.id}/%`)).toBe(1);
        // What an earlier state owed may still lie there; the verdict before sending finds it overtaken.
        for (const { kind, about, against } of planned) {
          const mail = await env.DB.prepare(
            "select state, reason from messages where subject = ? and kind = ? and about = ?",
          ).bind(order_id, kind, about).first();
          expect(mail, `${kind} ${about}`).toEqual({
            state: against === null ? "owed" : "suppressed",
            reason: against,
          });
        }
      }),
      { numRuns: runs({ commit: 10, full: 30 }) },
    );
  },
);

async function count(table: string, column: string, pattern: string): Promise<number> {
  return (await env.DB.prepare(`select count(*) as count from ${table} where ${column} like ?`).bind(pattern)
    .first<number>("count"))!;
}
