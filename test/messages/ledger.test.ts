import { describe, expect, test } from "vitest";
import {
  hasLeft,
  lastShown,
  type LedgerEntry,
  mayHaveBeenRead,
  shipmentsShown,
  wasSent,
} from "../../src/messages/ledger.ts";
import type { MessageState } from "../../src/messages/message.ts";
import { entry } from "../support/plan_input.ts";

describe("the fact shown last", () => {
  const delay = (state: LedgerEntry["state"], at: number | null, until?: string) =>
    entry("delay_notice", state, at, { facts_shown: until === undefined ? {} : { expected: { until } } });

  test("comes from the newest mail that was sent and showed this fact", () => {
    const ledger = [delay("sent", 1, "2026-12-02"), delay("bounced", 2, "2026-12-06"), delay("sent", 3)];
    expect(lastShown(ledger, "expected")).toEqual({ until: "2026-12-02" });
    expect(lastShown([delay("sent", 1)], "expected")).toBeUndefined();
    expect(lastShown([], "expected")).toBeUndefined();
  });

  test("is the newer one in whatever order the ledger lists them; a mail without a time is the oldest", () => {
    const two = [
      delay("sent", 5, "2026-12-08"),
      delay("sent", 1, "2026-12-02"),
      delay("unknown", null, "2026-12-01"),
    ];
    expect(lastShown(two, "expected")).toEqual({ until: "2026-12-08" });
    expect(lastShown(two.toReversed(), "expected")).toEqual({ until: "2026-12-08" });
  });
});

describe("the facts shown of shipments", () => {
  const shows = (
    at: number | null,
    shipments: NonNullable<LedgerEntry["facts_shown"]>["shipments"],
    state: MessageState = "sent",
  ) => entry("shipment_shipped", state, at, { facts_shown: { shipments } });

  test("are the newest of each shipment and of each field, among the mails that left", () => {
    const ledger = [
      shows(4, { f1: { expected: { until: "2026-11-26" } } }),
      shows(1, { f1: { numbers: ["JD0146"], expected: { until: "2026-11-24" } } }),
      shows(2, { f2: { numbers: ["JD0147"] } }),
      shows(5, { f2: { numbers: ["JD0148"] } }, "failed"),
      entry("delay_notice", "sent", 6),
    ];
    expect(shipmentsShown(ledger)).toEqual({
      f1: { numbers: ["JD0146"], expected: { until: "2026-11-26" } },
      f2: { numbers: ["JD0147"] },
    });
    expect(shipmentsShown(ledger.toReversed())).toEqual(shipmentsShown(ledger));
  });

  test("are none where no mail showed one", () => {
    expect(shipmentsShown([])).toBeUndefined();
    expect(shipmentsShown([entry("order_confirmation", "sent", 1), shows(2, {})])).toBeUndefined();
    expect(shipmentsShown([shows(1, { f1: { numbers: ["JD0146"] } }, "bounced")])).toBeUndefined();
  });
});

describe("a message", () => {
  test.each<readonly [MessageState, left: boolean, read: boolean]>([
    ["owed", false, false],
    ["sending", false, false],
    ["sent", true, true],
    ["delivered", true, true],
    ["complained", true, true],
    ["unknown", true, true],
    ["bounced", false, false],
    ["suppressed", false, false],
    ["failed", false, false],
    // Later mails build on it as if it had been read.
    ["shadowed", true, false],
  ])("that is %s has left: %s, and may have been read: %s", (state, left, read) => {
    const message = entry("order_confirmation", state, 1);
    expect(hasLeft(message)).toBe(left);
    expect(mayHaveBeenRead(message)).toBe(read);
    expect(wasSent([message], "order_confirmation")).toBe(left);
  });

  test("that the shop's own system tells counts as one that left, though nobody read it", () => {
    const elsewhere = entry("order_confirmation", "suppressed", 1, { facts_shown: { elsewhere: true } });
    expect(hasLeft(elsewhere)).toBe(true);
    expect(mayHaveBeenRead(elsewhere)).toBe(false);
    expect(hasLeft(entry("order_confirmation", "suppressed", 1, { facts_shown: {} }))).toBe(false);
  });

  test("was sent by its kind, and by what it is about where that is asked", () => {
    const ledger = [
      entry("shipment_shipped", "sent", 1, { about: "f1" }),
      entry("shipment_shipped", "bounced", 2, { about: "f2" }),
    ];
    expect(wasSent(ledger, "shipment_shipped")).toBe(true);
    expect(wasSent(ledger, "shipment_shipped", "f1")).toBe(true);
    expect(wasSent(ledger, "shipment_shipped", "f2")).toBe(false);
    expect(wasSent(ledger, "shipment_shipped", "")).toBe(false);
    expect(wasSent(ledger, "shipment_delivered")).toBe(false);
  });
});
