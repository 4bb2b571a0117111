/** One customer's whole life at a shop: everything that it can leave behind, and what waits for it elsewhere. */
import { cellOf, demoPorts } from "./cells_in_use.ts";
import { env } from "cloudflare:workers";
import { expect, vi } from "vitest";
import { chooseWays } from "../../src/flow/customer/choose_ways.ts";
import { answerCase } from "../../src/flow/cases/answer_case.ts";
import { answerPrivacy } from "../../src/flow/privacy/handle_privacy_request.ts";
import { recordOutcomes } from "../../src/flow/outcomes/record_outcomes.ts";
import { setAside, type Spilled, spillWebhook } from "../../src/flow/record/spill.ts";
import type { SpilledWebhook } from "../../src/flow/record/spilled_webhook.ts";
import { readKey } from "../../src/messages/outcome.ts";
import type { OrderDetails, OrderEvent } from "../../src/orders/event.ts";
import { upsertSuppression } from "../../src/sql/suppressions.ts";
import { ADAS_ORDER, hours, NOW, NOW_MS, SHOP } from "./cast.ts";
import { eventually } from "./eventually.ts";
import { DEMO, recording } from "./house.ts";
import { passTo, sendEvent, settled } from "./river.ts";
import { customerOf, mailsTo, pathFor, visitor } from "./visitor.ts";

export const EMAIL = "Wilhelmina.Hawthorne@Meadow.example";
export const NAME = "Wilhelmina Hawthörne";
export const NUMBER = "+493055501999";
/** Whoever stands behind an order, in every field that can name them. */
export const TRACES = [
  NUMBER,
  EMAIL,
  NAME,
  "Wilhelmina",
  "Hawthörne",
  "Fliederallee",
  "+49 30 5550199",
  "zebedee@quartz.example",
  "Zebedee",
  "Quartzweg",
];

const ORDER: OrderDetails = {
  ...ADAS_ORDER,
  locale: "en",
  customer: { id: "c77", email: EMAIL, name: NAME, first_name: "Wilhelmina", phone: "+49 30 5550199" },
  billing_address: {
    name: NAME,
    lines: ["Fliederallee 7"],
    postal_code: "10119",
    city: "Berlin",
    country: "DE",
  },
  shipping_address: { name: "Zebedee Quartz", lines: ["Quartzweg 9"], city: "Berlin", country: "DE" },
  gift: { recipient: { name: "Zebedee Quartz", email: "zebedee@quartz.example" }, message: `From ${NAME}` },
  pay_url: "https://kontor.example/pay?who=Wilhelmina",
  note: "Ring at Hawthörne,\nnot at Quartz",
  gift_message: "With love, Wilhelmina",
  po_number: "Hawthörne-12",
  invoice: { number: "2026/12", issued_on: "2026-11-22", url: "https://kontor.example/i?to=Wilhelmina" },
};

async function settings(change: Record<string, unknown>): Promise<void> {
  await env.DB.prepare("update shops set settings = ?1 where id = 'demo'")
    .bind(JSON.stringify({ ...SHOP, ...change })).run();
}

export async function allSettled(): Promise<void> {
  await passTo(new Date(Date.now()).toISOString());
  await eventually(async () => {
    const open = await cellOf("demo").prepare("select count(*) as count from messages where due_at <= ?")
      .bind(Date.now()).first("count");
    expect(open).toBe(0);
  });
}

export function order(id: string, changes: Partial<OrderDetails> = {}): OrderDetails {
  return { ...ORDER, id, number: `#${id}`, ...changes };
}

export function webhook(id: string, events: readonly OrderEvent[]): SpilledWebhook {
  const report = {
    source: "standard",
    webhook_id: `d-${id}`,
    order: id,
    events,
    received_at_ms: NOW_MS,
  };
  return { shop_id: "demo", orders: [report] };
}

/** The bucket as it is, and a queue that keeps nothing: what is spilled stays where it was put. */
export const still = {
  mail: env.MAIL,
  spill: { send: () => Promise.resolve() } as unknown as Queue<Spilled>,
};
/** Long enough to lie in the bucket rather than in the queue. */
const LONG = Array.from(
  { length: 40 },
  (_, at) => ({ ...ADAS_ORDER.lines[0]!, id: `l${at}`, sku: "x".repeat(1_500) }),
);

/** Key of the one webhook that waits for D1. */
export async function keptOfE3(): Promise<string> {
  return (await env.MAIL.list({ prefix: "spill/demo/" })).objects[0]!.key;
}

/** Has the clock leave a kept webhook alone, as if it had just tried it. */
async function leaveToQueue(key: string): Promise<void> {
  const text = await (await env.MAIL.get(key))!.text();
  const tried_at = String(Date.parse(hours(10_000)));
  await env.MAIL.put(key, text, { customMetadata: { source: "standard", tries: "1", tried_at } });
}

export async function askPrivacy(what: "data" | "customer" | "shop", email: string | null): Promise<void> {
  const ports = demoPorts();
  await answerPrivacy(
    ports,
    { ...DEMO, settings: SHOP },
    "standard",
    { what, email, orders: [], at: null },
    crypto.randomUUID(),
    Date.now(),
  );
}

/** Everything that one customer can leave behind. */
export async function aLife() {
  await settings({ stock: { track: true, settle_s: 300 }, withdrawal_days: 14 });
  await sendEvent("order.placed", NOW, { order: order("e1") });
  await sendEvent("order.placed", NOW, { order: order("e2", { gift: undefined }) });
  await settled("e1");
  await settled("e2");
  const payment = {
    id: "pay_1",
    amount_minor: 12_890,
    statement_name: NAME,
    retry_url: "https://pay.example/Wilhelmina",
  };
  await sendEvent("payment.failed", hours(0.1), { order_id: "e2", payment, reason: `Card of ${NAME}` });
  await sendEvent("payment.succeeded", hours(0.2), { order_id: "e1", payment });
  const tracking = [{
    number: "00340434161094042557",
    carrier: "DHL",
    url: "https://dhl.example/?to=Wilhelmina",
  }];
  vi.setSystemTime(hours(1));
  await sendEvent("shipment.shipped", hours(1), { order_id: "e1", shipment: { id: "p1", tracking } });
  await sendEvent("shipment.delivered", hours(1), {
    order_id: "e1",
    shipment: { id: "p1", tracking },
    place: "Fliederallee",
    description: `Signed by ${NAME.toUpperCase()}`,
  });
  vi.setSystemTime(hours(2));
  await sendEvent("payment.refunded", hours(2), {
    order_id: "e1",
    refund: { id: "r1", amount_minor: 5, reason: NAME },
  });
  await sendEvent("return.approved", hours(2), {
    order_id: "e1",
    return: { id: "rma", label_url: "https://dhl.example/Wilhelmina", steps: [`Bring it, ${NAME}`] },
    reason: `As ${NAME} asked`,
  });
  await sendEvent("stock.watch_requested", hours(2), {
    sku: "MILL",
    customer: { email: EMAIL, name: NAME },
    product: { title: "Mill" },
  });

  const path = await pathFor("order", "demo/standard/e1");
  const { get, submit, prove, post } = visitor();
  await prove(await get(`${path}/prove?for=unmask`), EMAIL);
  await submit(await get(`${path}/ask`), { words: `Where is it? ${NAME}` });
  const conversation = await cellOf("demo").prepare(
    "select id from cases where order_id = 'demo/standard/e1'",
  )
    .first<
      string
    >("id");
  const ports = demoPorts();
  await answerCase(ports, DEMO, {
    case_id: conversation!,
    id: "a1",
    words: `Dear ${NAME}`,
  }, Date.now());
  await submit(await get(`${path}/rate`), { delivery: "5", words: `${NAME} was pleased` });
  const back = await get(`${path}/return`);
  const line = /<select id="(line-[^"]+)"/.exec(back.html)![1]!;
  // A JPEG whose scan shows the name; what a camera writes beside it is not even taken in.
  const drawn = [Uint8Array.fromHex("ffd8ffda0002"), `A letter to ${NAME}`, Uint8Array.fromHex("ffd9")];
  const picture = new File(drawn, `${NAME}.jpg`);
  const reasons = await submit(back, { [line]: "1", what: "refund" });
  const why = /name="(why-[^"]+)"/.exec(reasons.html)![1]!;
  await submit(reasons, { [why]: "faulty", words: NAME, pictures: picture });
  await submit(await submit(await get(`${path}/withdraw`), { name: NAME }));
  const other = await pathFor("order", "demo/standard/e2");
  await submit(await get(`${other}/address`), { name: NAME, street: "Fliederallee 8", city: "Berlin" });
  await submit(await get(`${other}/cancel`), { words: `I am ${NAME}` });
  await submit(await get((await get(`${path}/preferences`)).headers.get("Location")!), { language: "de" });
  const shop = { ...DEMO, settings: { ...SHOP, shipment_sms: true } };
  const ways = [{ by: "sms" as const, to: NUMBER, alone: false }];
  await chooseWays(ports, shop, await customerOf(EMAIL), {}, ways, Date.now());
  await upsertSuppression(cellOf("demo"), "demo", {
    email: NUMBER,
    class: "all",
    reason: "unsubscribed",
    until: null,
  }, Date.now()).run();
  await post("/s/demo/orders", { email: EMAIL, number: "" });
  await askPrivacy("data", EMAIL);
  await mailsTo(EMAIL, "history_link", 1);
  await recordOutcomes(recording, DEMO, [
    {
      key: readKey("demo/standard/e2/order_confirmation/")!,
      type: "bounced",
      bounce: "hard",
      recipient: EMAIL,
      reason: "5.1.1",
      at_ms: Date.now(),
    },
    {
      key: readKey("demo/standard/e1/shipment_shipped/p1")!,
      type: "complained",
      recipient: "zebedee@quartz.example",
      at_ms: Date.now(),
    },
  ], Date.now());

  // What waits: for an order that nobody brings, for D1, for a person.
  await sendEvent("payment.refunded", hours(2), {
    order_id: "nobody",
    refund: { id: "r9", amount_minor: 5, reason: NAME },
  });
  const placed: OrderEvent = { type: "order.placed", at: NOW, order: order("e3", { lines: LONG }) };
  await spillWebhook(still, { form: "read", webhook: webhook("e3", [placed]) });
  await leaveToQueue(await keptOfE3());
  await setAside(still, { webhook: webhook("e4", [{ ...placed, order: order("e4") }]) }, "m1");
  await setAside(still, {
    webhook: {
      ...webhook("e9", [{ type: "order.cancelled", at: NOW, reason: `${NAME} called` }]),
      stock: {
        source: "standard",
        webhook_id: "w",
        received_at_ms: NOW_MS,
        events: [{
          type: "stock.watch_requested",
          at: NOW,
          sku: "MILL",
          customer: { email: EMAIL },
          product: { title: "Mill" },
        }],
      },
    },
  }, "m2");
  await allSettled();
  // Notices that could not be sent go on saying what they say, until somebody sends them again.
  await cellOf("demo").prepare(
    `update messages set state = 'failed', facts = ?1
     where subject like 'demo/~%' and (kind <> 'shop_alert' or about like '%:demo:standard:%')`,
  ).bind(JSON.stringify({ to: { email: EMAIL }, facts: { detail: NAME } })).run();
  return { path, get, submit };
}
