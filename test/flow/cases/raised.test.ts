/** Cases that no person's words open: goods that ran out, returns, bounces, unreadable webhooks, bad ratings. */
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { continueCase } from "../../../src/flow/cases/open_case.ts";
import { serveCases } from "../../../src/flow/cases/serve_cases.ts";
import { rateOrder } from "../../../src/flow/customer/rate_order.ts";
import { recordOutcomes } from "../../../src/flow/outcomes/record_outcomes.ts";
import { closeLetters, keepDeadLetter } from "../../../src/flow/record/dead_letters.ts";
import { recordEvent } from "../../../src/flow/record/record_event.ts";
import type { OrderEvent } from "../../../src/orders/event.ts";
import { readCases, selectCasesOfOrder } from "../../../src/sql/cases.ts";
import { readOrder, selectOrder } from "../../../src/sql/orders.ts";
import { ADAS_ORDER, hours, NOW_MS, placed } from "../../support/cast.ts";
import { DEMO, openHouse, recording } from "../../support/house.ts";
import { back, cancelled } from "../../support/plan_input.ts";

beforeAll(openHouse);

const ports = { ...recording, wake_queue: env.NUDGES };
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

async function record(id: string, event: OrderEvent, webhook_id = `${id} ${event.type} ${event.at}`) {
  const now_ms = Math.max(NOW_MS, Date.parse(event.at));
  const webhook = { source: "standard", webhook_id, order: id, events: [event], received_at_ms: now_ms };
  const recorded = await recordEvent(recording, DEMO, webhook, now_ms);
  if (!recorded.ok) throw new Error(recorded.message);
}

async function place(id: string) {
  const email = `${id}@lovelace.example`;
  const order = { ...ADAS_ORDER, id, number: `#${id}`, customer: { ...ADAS_ORDER.customer, email } };
  await record(id, placed(order));
  return { order_id: `demo/standard/${id}`, email };
}

async function casesOf(order_id: string) {
  const { results } = await env.DB.prepare(
    "select id, kind, state, next, due_at, topic from cases where order_id = ? order by opened_at, kind",
  ).bind(order_id).all<Record<"id" | "kind" | "state" | "next" | "topic", string> & { due_at: number }>();
  return results;
}

async function actsOf(case_id: string) {
  const { results } = await env.DB.prepare(
    "select detail ->> 'act' as act from case_entries where case_id = ? order by at, id",
  ).bind(case_id).all<{ act: string }>();
  return results.map(({ act }) => act);
}

const allocated = (at: number, available: boolean): OrderEvent => ({
  type: "stock.allocated",
  at: hours(at),
  lines: [{ line_id: ADAS_ORDER.lines[0]!.id, available }],
});

describe("goods that ran out", () => {
  test("are one case in which the customer is to choose; it ends when they are there again and reopens", async () => {
    const { order_id } = await place("short-1");
    await record("short-1", allocated(1, false));
    await record("short-1", allocated(1, false));
    const [found, ...others] = await casesOf(order_id);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ kind: "shortage", state: "open", next: "customer" });
    await record("short-1", allocated(3, true));
    expect(await casesOf(order_id)).toMatchObject([{ state: "solved", next: "nobody" }]);
    await record("short-1", allocated(5, false));
    expect(await casesOf(order_id)).toMatchObject([{ id: found!.id, state: "open", next: "customer" }]);
    expect(await actsOf(found!.id)).toEqual(["short", "short_over", "short"]);
  });

  test("become the shop's turn where the customer says nothing in time", async () => {
    const { order_id } = await place("short-2");
    await record("short-2", allocated(1, false));
    const [found] = await casesOf(order_id);
    await serveCases(ports, DEMO, found!.due_at + HOUR_MS);
    expect(await casesOf(order_id)).toMatchObject([{ state: "open", next: "shop" }]);
    expect(await actsOf(found!.id)).toEqual(["short", "no_choice"]);
  });

  test("keep the case open where the customer wrote in it, and note what happened", async () => {
    const { order_id } = await place("short-3");
    await record("short-3", allocated(1, false));
    const [shortage] = readCases(await selectCasesOfOrder(env.DB, order_id).all());
    const words = "Please send me the blue one instead.";
    const entry = {
      id: "short-3-words",
      type: "message",
      author: "customer",
      words,
      detail: { way: "sms" },
    } as const;
    await env.DB.batch([...continueCase(env.DB, DEMO, shortage!, entry, NOW_MS + 2 * HOUR_MS)]);
    expect(await casesOf(order_id)).toMatchObject([{ kind: "shortage", next: "shop" }]);
    await record("short-3", allocated(5, true));
    const [found, ...others] = await casesOf(order_id);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ state: "open", next: "shop" });
    expect(await actsOf(found!.id)).toContain("short_over");
  });
});

describe("a return", () => {
  test("that the storefront brings opens one case, waits for the parcel and ends with it", async () => {
    const { order_id } = await place("back-1");
    const lines = [{ line_id: ADAS_ORDER.lines[0]!.id, quantity: 1 }];
    await record("back-1", back("requested", 1, { lines }));
    expect(await casesOf(order_id)).toMatchObject([{ kind: "return", state: "open", next: "shop" }]);
    await record("back-1", back("approved", 2));
    expect(await casesOf(order_id)).toMatchObject([{ state: "open", next: "customer" }]);
    await record("back-1", back("received", 3));
    expect(await casesOf(order_id)).toMatchObject([{ state: "solved" }]);
  });

  test("that a page brings has its case already", async () => {
    const { order_id } = await place("back-2");
    await record("back-2", back("requested", 1), "page:return-f1");
    expect(await casesOf(order_id)).toEqual([]);
  });
});

describe("a cancellation", () => {
  test("ends by itself when the storefront cancels the order", async () => {
    const { order_id } = await place("off-1");
    await env.DB.prepare(
      `insert into cases (shop_id, id, kind, topic, state, next, due_at, opened_at, changed_at, order_id)
       values ('demo', 'off-case', 'cancellation', 'Cancel it', 'open', 'shop', 1, 1, 1, ?)`,
    ).bind(order_id).run();
    await record("off-1", cancelled(2));
    expect(await casesOf(order_id)).toMatchObject([{ state: "solved" }]);
    expect(await actsOf("off-case")).toEqual(["order_cancelled"]);
  });
});

describe("a bounce", () => {
  const bounced = (order_id: string, email: string, kind: "order_confirmation" | "feedback_request") =>
    recordOutcomes(ports, DEMO, [{
      key: { subject: order_id, kind, about: "" },
      type: "bounced",
      bounce: "hard",
      recipient: email,
      reason: "5.1.1",
      at_ms: NOW_MS,
    }], NOW_MS);

  test("needs a person until the order has another address", async () => {
    const { order_id, email } = await place("gone-1");
    await bounced(order_id, email, "order_confirmation");
    await bounced(order_id, email, "order_confirmation");
    expect(await casesOf(order_id)).toMatchObject([{ kind: "bounce", state: "open", next: "shop" }]);
    await record("gone-1", {
      type: "customer.address_corrected",
      at: hours(2),
      from: email,
      email: "ada@new.example",
    });
    const [found] = await casesOf(order_id);
    expect(found).toMatchObject({ state: "solved" });
    expect(await actsOf(found!.id)).toEqual(["bounced", "reachable_again"]);
  });

  test("of a request for a review needs nobody", async () => {
    const { order_id, email } = await place("gone-2");
    await bounced(order_id, email, "feedback_request");
    expect(await casesOf(order_id)).toEqual([]);
  });
});

describe("webhooks that cannot be read", () => {
  const letter = (name: string, field: string) =>
    keepDeadLetter({ db: env.DB, mail: env.MAIL }, DEMO, {
      source: "shopify",
      topic: "orders/create",
      reason: "invalid",
      fault: { field, rule: "must be given", got: "nothing" },
      headers: {},
      body: new TextEncoder().encode(name),
      received_at_ms: NOW_MS,
    }, NOW_MS);
  const letterCases = async () => {
    const { results } = await env.DB.prepare(
      "select id, state from cases where kind = 'dead_letter' order by state, id",
    ).all<Record<"id" | "state", string>>();
    return results;
  };

  test("are one case for each rule, which ends with the last of them", async () => {
    vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const ids = [await letter("a", "line_items.0.sku"), await letter("b", "line_items.7.sku")];
    const other = await letter("c", "email");
    expect((await letterCases()).map(({ state }) => state)).toEqual(["open", "open"]);
    await closeLetters({ db: env.DB, mail: env.MAIL }, "demo", [ids[0]!], NOW_MS + 1);
    expect((await letterCases()).map(({ state }) => state)).toEqual(["open", "open"]);
    await closeLetters({ db: env.DB, mail: env.MAIL }, "demo", [ids[1]!], NOW_MS + 2);
    expect((await letterCases()).map(({ state }) => state)).toEqual(["open", "solved"]);
    // What no person deleted, the clock finds.
    await env.DB.prepare("delete from dead_letters where id = ?").bind(other).run();
    await serveCases(ports, DEMO, NOW_MS + DAY_MS);
    expect((await letterCases()).map(({ state }) => state)).toEqual(["solved", "solved"]);
  });
});

describe("a bad rating", () => {
  test("is one case for each order, however often the customer rates", async () => {
    const { order_id } = await place("rated-1");
    const row = readOrder(await selectOrder(env.DB, order_id).all());
    for (const form_id of ["rate-a", "rate-b", "rate-b"]) {
      const rating = {
        form_id,
        scores: [{ about: "delivery", score: 1 }],
        words: form_id,
        confirmation: null,
      };
      await rateOrder(ports, DEMO, row as never, rating, NOW_MS);
    }
    const [found, ...others] = await casesOf(order_id);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ kind: "rating", next: "shop" });
    expect(await actsOf(found!.id)).toEqual(["rated", "rated"]);
  });
});

describe("a disputed payment", () => {
  const disputed: OrderEvent = {
    type: "payment.disputed",
    at: hours(40 * 24),
    payment: { id: "dp_1", amount_minor: 8_990, transaction_id: "pi_1", answer_by: hours(50 * 24) },
    reason: "fraudulent",
  };

  test("opens a case until the bank's day weeks after the order, and ends with the decision", async () => {
    const { order_id } = await place("dispute-1");
    await record("dispute-1", disputed);
    expect(await casesOf(order_id)).toMatchObject([
      {
        kind: "dispute",
        state: "open",
        next: "shop",
        due_at: Date.parse(hours(50 * 24)),
        topic: "€89.90: fraudulent",
      },
    ]);
    await record("dispute-1", {
      type: "payment.dispute_closed",
      at: hours(60 * 24),
      payment: { id: "dp_1", amount_minor: 8_990, transaction_id: "pi_1" },
      outcome: "won",
    });
    const [found] = await casesOf(order_id);
    expect(found).toMatchObject({ state: "solved", next: "nobody" });
    expect(await actsOf(found!.id)).toEqual(["dispute_opened", "dispute_won"]);
  });

  test("of an order that is imported with its history opens none", async () => {
    const at = hours(-90 * 24);
    const old = { ...ADAS_ORDER, id: "dispute-2", number: "#dispute-2", placed_at: at };
    const webhook = {
      source: "standard",
      webhook_id: "history",
      order: "dispute-2",
      events: [{ ...placed(old), at }, { ...disputed, at: hours(-60 * 24) }] as readonly OrderEvent[],
      received_at_ms: NOW_MS,
    };
    expect((await recordEvent(recording, DEMO, webhook, NOW_MS)).ok).toBe(true);
    expect(await casesOf("demo/standard/dispute-2")).toEqual([]);
  });
});
