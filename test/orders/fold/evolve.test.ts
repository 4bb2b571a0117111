import { describe, expect, test } from "vitest";
import type { OrderDetails, OrderEvent } from "../../../src/orders/event.ts";
import { evolve } from "../../../src/orders/fold/evolve.ts";
import { fold, inOrder, NOTHING_YET, RANK } from "../../../src/orders/fold/fold.ts";
import { ADAS_ORDER, hours, placed } from "../../support/cast.ts";
import { back, cancelled, changed, paid, restored, scan, withdrawn } from "../../support/plan_input.ts";

const BEGUN = { ...NOTHING_YET, details: ADAS_ORDER };
const state = (...events: readonly OrderEvent[]) => fold([placed(ADAS_ORDER), ...events])!;

describe("a return", () => {
  const steps = ["Print the label", "Bring it to the post office"];
  const lines = [{ line_id: "2", quantity: 1, reason: "Too dark" }];

  test("has the status, time and reason of its last event, and what earlier ones said besides", () => {
    const order = state(
      back("requested", 1, { lines }),
      back("approved", 2, { steps, label_url: "https://x.example/label" }),
      { ...back("declined", 3), reason: "Opened" } as OrderEvent,
    );
    expect(order.returns).toEqual([{
      id: "r1",
      lines,
      steps,
      label_url: "https://x.example/label",
      status: "declined",
      at: hours(3),
      reason: "Opened",
      requested_at: hours(1),
      approved_at: hours(2),
      label_at: hours(2),
    }]);
    expect(state(back("received", 1)).returns[0]).toMatchObject({ status: "received", lines: [], steps: [] });
  });

  test("takes new lines and steps where an event names them", () => {
    const other = [{ line_id: "1", quantity: 1 }];
    const order = state(
      back("requested", 1, { lines, steps }),
      back("approved", 2, { lines: other, steps: ["Wait"] }),
    );
    expect(order.returns[0]).toMatchObject({ lines: other, steps: ["Wait"], status: "approved" });
  });

  test("stands beside others, the one that changed last at the end", () => {
    const order = state(back("requested", 1), back("requested", 2, { id: "r2" }), back("approved", 3));
    expect(order.returns.map(({ id, status }) => `${id} ${status}`)).toEqual(["r2 requested", "r1 approved"]);
  });
});

describe("a conversation", () => {
  const said = (
    type: "opened" | "closed",
    at: number,
    id: string,
    about?: "missing" | "question",
  ): OrderEvent => ({
    type: `conversation.${type}`,
    at: hours(at),
    conversation: { id, ...(about === undefined ? {} : { about }) },
  });

  test("is open until it is closed, and once where it is opened again", () => {
    const order = state(said("opened", 1, "a"), said("opened", 2, "b"), said("opened", 3, "a"));
    expect(order.open_conversations).toEqual(["b", "a"]);
    expect(state(said("opened", 1, "a"), said("opened", 2, "b"), said("closed", 3, "a")).open_conversations)
      .toEqual([
        "b",
      ]);
    expect(order).not.toHaveProperty("open_requests");
  });

  test("keeps what the customer asked for on the order's page until it is closed", () => {
    const asked = [said("opened", 1, "a", "missing"), said("opened", 2, "b", "question")];
    expect(state(...asked).open_requests).toEqual([
      { id: "a", about: "missing", at: hours(1) },
      { id: "b", about: "question", at: hours(2) },
    ]);
    expect(state(...asked, said("closed", 3, "a")).open_requests).toEqual([
      { id: "b", about: "question", at: hours(2) },
    ]);
    expect(state(...asked, said("closed", 3, "a", "missing"), said("closed", 4, "b"))).not.toHaveProperty(
      "open_requests",
    );
    expect(state(...asked, said("opened", 3, "a", "question")).open_requests).toEqual([
      { id: "b", about: "question", at: hours(2) },
      { id: "a", about: "question", at: hours(3) },
    ]);
  });
});

describe("what the customer did", () => {
  test.each<readonly [string, OrderEvent, object]>([
    ["asked for a link", { type: "customer.link_requested", at: hours(1) }, {
      links_requested_at: [hours(0.5), hours(1)],
    }],
    ["was erased", { type: "customer.erased", at: hours(1) }, { erased_at: hours(1) }],
    ["chose a language", { type: "customer.language_chosen", at: hours(1), language: "fr" }, {
      language: "fr",
    }],
    ["answered a delay", { type: "customer.delay_answered", at: hours(1), answer: "cancel" }, {
      delay_answers: [{ at: hours(1), answer: "cancel" }],
    }],
    ["has an address that failed", { type: "customer.address_failed", at: hours(1), email: "X@Y.example" }, {
      failed_addresses: ["x@y.example"],
    }],
  ])("%s", (_, event, expected) => {
    const before = state({ type: "customer.link_requested", at: hours(0.5) });
    expect(evolve(before, event)).toEqual({ ...before, ...expected });
  });

  test("failed addresses are kept once", () => {
    const failed = (at: number, email: string): OrderEvent => ({
      type: "customer.address_failed",
      at: hours(at),
      email,
    });
    expect(
      state(failed(1, "x@y.example"), failed(2, "X@y.example"), failed(3, "z@y.example")).failed_addresses,
    )
      .toEqual(["x@y.example", "z@y.example"]);
  });

  test("chosen ways are valid from the choice on, and none are none", () => {
    const chose = (at: number, ...ways: readonly string[]): OrderEvent => ({
      type: "customer.ways_chosen",
      at: hours(at),
      ways: ways.map((to) => ({ by: "sms", to, alone: true })),
    });
    expect(state(chose(1, "+4915112345678")).ways).toEqual([
      { by: "sms", to: "+4915112345678", alone: true, since: hours(1) },
    ]);
    expect(state(chose(1, "+4915112345678"), chose(2))).not.toHaveProperty("ways");
    expect(state(chose(1, "+4915112345678"), chose(2, "+4915187654321")).ways).toMatchObject([
      { to: "+4915187654321", since: hours(2) },
    ]);
  });

  test("a withdrawal is kept once, as it was made last", () => {
    const again = { ...withdrawn(5) } as Extract<OrderEvent, { type: "order.withdrawn" }>;
    const other = { ...again, at: hours(4), withdrawal: { ...again.withdrawal, id: "w2" } };
    expect(state(withdrawn(1), other, again).withdrawals.map(({ id, at }) => [id, at])).toEqual([
      ["w2", hours(4)],
      ["w1", hours(5)],
    ]);
  });
});

describe("a cancellation", () => {
  const snapshot = (at: number, cancelled_at: string | null) => changed(at, { cancelled_at });
  test.each<readonly [string, readonly OrderEvent[], object | undefined]>([
    ["by an event, with its reason", [{ type: "order.cancelled", at: hours(1), reason: "Sold out" }], {
      at: hours(1),
      reason: "Sold out",
    }],
    ["by a snapshot", [snapshot(2, hours(1))], { at: hours(1) }],
    ["by both is that of the event", [cancelled(1), snapshot(3, hours(2))], { at: hours(1) }],
    ["that was reversed by an event", [cancelled(1), restored(2)], undefined],
    ["that was reversed by a snapshot", [cancelled(1), snapshot(2, null)], undefined],
    ["of which a snapshot says nothing stays", [cancelled(1), changed(2, {})], { at: hours(1) }],
  ])("%s", (_, events, expected) => expect(state(...events).cancelled).toEqual(expected));
});

describe("a newer snapshot", () => {
  test("adds its changes with its time, and none where nothing changed", () => {
    const order = state(
      changed(1, { total_minor: 1 }),
      changed(2, { total_minor: 1 }),
      changed(3, { total_minor: 2 }),
    );
    expect(order.changes).toEqual([
      { at: hours(1), changes: [{ what: "total", before_minor: 12_890, after_minor: 1 }] },
      { at: hours(3), changes: [{ what: "total", before_minor: 1, after_minor: 2 }] },
    ]);
  });

  test("keeps pieces that it no longer has; there is no such list while none were lost", () => {
    expect(state(changed(1, {}))).not.toHaveProperty("removals");
    const lines = ADAS_ORDER.lines.slice(1);
    expect(state(changed(1, { lines })).removals).toMatchObject([{ at: hours(1), quantity: 1 }]);
    expect(state(changed(1, { lines }), changed(2, { lines, total_minor: 1 })).removals).toHaveLength(1);
  });

  test("that brings another address notes a correction", () => {
    const order = state(changed(1, { customer: { email: "ada@king.example" } }));
    expect(order.corrections).toMatchObject([{ at: hours(1), email: "ada@king.example", by: "storefront" }]);
    expect(state(changed(1, {})).corrections).toEqual([]);
  });

  test("withdraws the shipments that it no longer lists", () => {
    const listed = (at: number, ...shipment_ids: readonly string[]) =>
      changed(at, { shipment_ids: [...shipment_ids] });
    const box = scan("shipment.shipped", 1);
    const ids = (...events: readonly OrderEvent[]) => {
      const { shipments, withdrawn_shipments } = state(box, ...events);
      return [shipments.map(({ id }) => id), withdrawn_shipments?.map(({ id, at }) => [id, at])];
    };
    expect(ids(listed(2, "p1"), listed(3))).toEqual([[], [["p1", hours(3)]]]);
    expect(ids(listed(2, "p1"), listed(3, "p1"))).toEqual([["p1"], undefined]);
    expect(ids(listed(2, "p1"), changed(3, {}))).toEqual([["p1"], undefined]);
    expect(ids(listed(2), listed(3))).toEqual([["p1"], undefined]);
    expect(ids(listed(2, "p1", "p2"), listed(3, "p2"))).toEqual([[], [["p1", hours(3)]]]);
  });

  test("that calls the order completed marks what waited at the shop as collected, and nothing else", () => {
    const at_shop: Partial<OrderDetails> = {
      lines: ADAS_ORDER.lines.map((line) => ({ ...line, way: "pickup" as const })),
    };
    const waits = scan("shipment.ready_for_pickup", 2, { tracking: [] });
    const completed = { completed_at: hours(8) };
    const statuses = (...events: readonly OrderEvent[]) =>
      state(...events).shipments.map(({ status, scans }) => [status, scans.at(-1)!.at]);
    expect(statuses(changed(1, at_shop), waits, changed(9, { ...at_shop, ...completed }))).toEqual([
      ["picked_up", hours(8)],
    ]);
    expect(statuses(changed(1, at_shop), waits, changed(9, at_shop))).toEqual([[
      "ready_for_pickup",
      hours(2),
    ]]);
    expect(statuses(waits, changed(9, completed))).toEqual([["ready_for_pickup", hours(2)]]);
    const shipped = scan("shipment.shipped", 2, { tracking: [] });
    expect(statuses(changed(1, at_shop), shipped, changed(9, { ...at_shop, ...completed }))).toEqual([
      ["shipped", hours(2)],
    ]);
  });
});

test("a disputed payment shows the time of its dispute", () => {
  const payment = { id: "pay_1", amount_minor: ADAS_ORDER.total_minor };
  const order = state(paid("pay_1", 1), { type: "payment.disputed", at: hours(51), payment });
  expect(order.payments[0]!.at).toBe(hours(51));
});

describe("events of one moment", () => {
  test("follow one another as they usually happen", () => {
    const types = Object.entries(RANK).toSorted(([, a], [, b]) => a - b).map(([type]) => type);
    expect(new Set(Object.values(RANK)).size).toBe(types.length);
    const before = (first: string, then: string) =>
      expect(types.indexOf(first), `${first}, ${then}`).toBeLessThan(types.indexOf(then));
    before("order.placed", "order.changed");
    before("order.changed", "payment.succeeded");
    before("payment.failed", "payment.succeeded");
    before("payment.succeeded", "payment.disputed");
    before("payment.disputed", "payment.dispute_closed");
    before("payment.succeeded", "stock.allocated");
    before("shipment.shipped", "shipment.in_transit");
    before("shipment.out_for_delivery", "shipment.delivered");
    before("shipment.delivered", "shipment.returned_to_sender");
    before("return.requested", "return.approved");
    before("return.declined", "return.received");
    before("payment.refunded", "payment.refund_failed");
    before("order.cancelled", "order.restored");
    before("customer.address_failed", "customer.address_corrected");
    before("conversation.opened", "conversation.closed");
  });

  test("are sorted by time, then kind, then content, and each once", () => {
    const b = paid("b", 1);
    const a = paid("a", 1);
    const order = placed(ADAS_ORDER, hours(1));
    expect(inOrder([b, scan("shipment.shipped", 0.5), a, order, { ...a }])).toEqual([
      scan("shipment.shipped", 0.5),
      order,
      a,
      b,
    ]);
    expect(inOrder([a])).toEqual([a]);
    expect(inOrder([])).toEqual([]);
  });

  test("make the order that begins with its first snapshot", () => {
    expect(fold([])).toBeNull();
    expect(fold([paid("a", 1)])).toBeNull();
    expect(fold([placed(ADAS_ORDER)])).toMatchObject(BEGUN);
  });
});
