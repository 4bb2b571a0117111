/**
 * Plays a real shop from cart to delivery and refund while Waybill and the shop are killed; then counts the mails,
 * and times the checkout with Waybill up, down and silent.
 */
import { eventually } from "./eventually.ts";
import type { Gate, GateMode } from "./gate.ts";
import { type PlacedOrder, type RealShop, TRACKING_NUMBER } from "./shop.ts";
import { mailsTo, textOf, type WaybillProcess } from "./waybill_process.ts";

const DRAINED_WITHIN_S = 150;
const MAILS_WITHIN_S = 90;
/** Orders placed while Waybill is down, besides the three that are followed. */
const MORE_ORDERS = 5;
const RECEIPT = "payment_receipt";
/** Words of a confirmation that says that the order is paid. */
const PAID = /paid/i;
const ROUNDS = 4;
const ORDERS_A_ROUND = 4;

export interface Figures {
  readonly orders: number;
  /** Number of different events that Waybill accepted. */
  readonly events: number;
  readonly outage_s: number;
  /** Events in the outbox just before Waybill came back. */
  readonly waiting: number;
  /** Seconds from Waybill's return until the outbox was empty. */
  readonly drained_s: number;
  /** Webhooks that were sent again with an id that Waybill already had. */
  readonly repeated: number;
  /** Mails that were owed and did not arrive. */
  readonly lost: readonly string[];
  /** Mails that arrived twice. */
  readonly twice: readonly string[];
  /** Mails that were not owed. */
  readonly unexpected: readonly string[];
  readonly refused: readonly string[];
  /** Median time of a checkout in milliseconds. */
  readonly checkout_ms: Readonly<Record<GateMode, number>>;
}

/** Mails that one order owes. */
interface Owed {
  /** Besides the receipt, which the confirmation stands for where the payment is of its minute. */
  readonly must: readonly string[];
  /** Mails between two events of one burst after an outage, which may be sent or overtaken. */
  readonly may?: readonly string[];
}

export async function play(shop: RealShop, waybill: WaybillProcess, gate: Gate): Promise<Figures> {
  const owed = new Map<PlacedOrder, Owed>();
  const run = crypto.randomUUID().slice(0, 8);
  let customers = 0;
  const place = async (must: readonly string[], may: readonly string[] = []) => {
    customers += 1;
    const order = await shop.place(`ada-${run}-${customers}@lovelace.example`);
    owed.set(order, { must, may });
    return order;
  };

  say("an order is placed, paid and shipped while Waybill is there");
  const followed = await place([
    "order_confirmation",
    "shipment_shipped",
    "shipment_delivered",
    "refund_issued",
  ]);
  await hasMails(followed, ["order_confirmation"]);
  await toldOfPayment(followed);
  await shop.ship(followed);
  await hasMails(followed, ["shipment_shipped"]);
  await says(followed, "order_confirmation", followed.number);
  await says(followed, "shipment_shipped", TRACKING_NUMBER);

  const moved = await place(["order_confirmation", "order_changed"]);
  await hasMails(moved, ["order_confirmation"]);
  await shop.move(moved);
  await hasMails(moved, ["order_changed"]);

  say("Waybill is killed");
  await gate.set("down");
  await waybill.kill();
  const killed_at_ms = Date.now();
  await shop.deliver(followed);
  await shop.refund(followed);
  const delivered = await place(["order_confirmation", "shipment_delivered"], [
    "shipment_shipped",
  ]);
  await shop.ship(delivered);
  await shop.deliver(delivered);
  const cancelled = await place(["order_cancelled"], [
    "order_confirmation",
    "refund_issued",
  ]);
  await shop.cancel(cancelled);
  for (let n = 0; n < MORE_ORDERS; n++) await place(["order_confirmation"]);

  say("the shop is killed as well, and starts again");
  await shop.kill();
  await shop.start();
  await place(["order_confirmation"]);
  // Waits for events that the shop writes to the outbox a moment after its answer.
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const { waiting } = await shop.outbox();
  if (waiting === 0) throw new Error("Events must wait while Waybill is away: the outbox is empty");
  say(`${waiting} events wait; Waybill starts again`);
  await waybill.start();
  await gate.set("up");
  const back_at_ms = Date.now();
  await drained(shop);
  const drained_at_ms = Date.now();

  say("the checkout is timed with Waybill up, down and as a black hole");
  const times: Record<GateMode, number[]> = { up: [], down: [], "black hole": [] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const mode of ["up", "down", "black hole"] as const) {
      await gate.set(mode);
      for (let n = 0; n < ORDERS_A_ROUND; n++) {
        const from = performance.now();
        await place(["order_confirmation"]);
        times[mode].push(performance.now() - from);
      }
    }
  }
  await gate.set("up");
  await drained(shop);

  say("all orders are sent again, which must change nothing");
  const again = await shop.backfill();
  if (again < owed.size) throw new Error(`All ${owed.size} orders must be sent again: it was ${again}`);
  await drained(shop);

  say("the mails are counted");
  const judged = await judge(owed);
  say("a customer is deleted, and forgotten by Waybill");
  await shop.forget(cancelled);
  await drained(shop);
  await eventually(
    "The customer's mails are gone",
    MAILS_WITHIN_S,
    async () => (await mailsTo(cancelled.email)).length === 0,
  );
  const { refused, last_error } = await shop.outbox();
  return {
    orders: owed.size,
    events: gate.taken.size,
    outage_s: Math.round((back_at_ms - killed_at_ms) / 1_000),
    waiting,
    drained_s: Math.round((drained_at_ms - back_at_ms) / 1_000),
    repeated: [...gate.taken.values()].reduce((sum, times) => sum + times - 1, 0),
    ...judged,
    refused: refused === 0 ? gate.refused : [...gate.refused, `${refused} in the outbox: ${last_error}`],
    checkout_ms: {
      up: median(times.up),
      down: median(times.down),
      "black hole": median(times["black hole"]),
    },
  };
}

async function drained(shop: RealShop): Promise<void> {
  await eventually("The outbox is empty", DRAINED_WITHIN_S, async () => (await shop.outbox()).waiting === 0);
}

async function hasMails({ email }: PlacedOrder, kinds: readonly string[]): Promise<void> {
  await eventually(`${email} has ${kinds.join(" and ")}`, MAILS_WITHIN_S, async () => {
    const got = (await mailsTo(email)).map(({ kind }) => kind);
    return kinds.every((kind) => got.includes(kind));
  });
}

/** Waits until the customer knows that they have paid: by the confirmation or by a receipt of its own. */
async function toldOfPayment(order: PlacedOrder): Promise<void> {
  await eventually(`${order.email} is told of the payment`, MAILS_WITHIN_S, async () => {
    const mails = await mailsTo(order.email);
    if (mails.some(({ kind }) => kind === RECEIPT)) return true;
    const confirmation = mails.find(({ kind }) => kind === "order_confirmation");
    return confirmation !== undefined && PAID.test(await textOf(confirmation));
  });
}

async function says({ email }: PlacedOrder, kind: string, words: string): Promise<void> {
  const mail = (await mailsTo(email)).find((one) => one.kind === kind);
  if (!(await textOf(mail!)).includes(words)) throw new Error(`${kind} to ${email} must say ${words}`);
}

async function judge(owed: ReadonlyMap<PlacedOrder, Owed>) {
  const lost: string[] = [];
  const twice: string[] = [];
  const unexpected: string[] = [];
  // Waits for the last mails, then counts all.
  for (const [order, { must }] of owed) {
    await hasMails(order, must).catch((error) => lost.push(error.message));
  }
  for (const [order, { must }] of owed) {
    if (must.includes("order_confirmation")) {
      await toldOfPayment(order).catch((error) => lost.push(error.message));
    }
  }
  for (const [{ email }, { must, may = [] }] of owed) {
    const got = (await mailsTo(email)).map(({ kind }) => kind);
    for (const kind of new Set(got)) {
      const count = got.filter((one) => one === kind).length;
      if (count > 1) twice.push(`${email} had ${kind} ${count} times`);
      if (![...must, ...may, RECEIPT].includes(kind)) unexpected.push(`${email} had ${kind}`);
    }
  }
  return { lost, twice, unexpected };
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return Math.round((sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2);
}

function say(text: string): void {
  console.log(`── ${text}`);
}
