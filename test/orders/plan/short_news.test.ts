import { describe, expect, test } from "vitest";
import type { LedgerEntry } from "../../../src/messages/ledger.ts";
import type { OrderDetails, OrderEvent } from "../../../src/orders/event.ts";
import { fold } from "../../../src/orders/fold/fold.ts";
import { planMessages } from "../../../src/orders/plan/plan.ts";
import { ADAS_ORDER, hours, NOW_MS, placed, SHOP } from "../../support/cast.ts";

const NUMBER = "+4915112345678";
const shop = { ...SHOP, shipment_sms: true };
const recipient = { email: "bea@lovelace.example", first_name: "Bea" };
const present: OrderDetails = { ...ADAS_ORDER, gift: { recipient } };
const delivered: OrderEvent = {
  type: "shipment.delivered",
  at: hours(1),
  shipment: { id: "p1", lines: [], tracking: [] },
};

function chose(at: number, alone: boolean | null, number = NUMBER): OrderEvent {
  const ways = alone === null ? [] : [{ by: "sms" as const, to: number, alone }];
  return { type: "customer.ways_chosen", at: hours(at), ways };
}

function textThat(state: LedgerEntry["state"], instead: boolean): LedgerEntry {
  const facts_shown = instead ? { instead: true } as const : null;
  return { kind: "shipment_sms", about: "delivered:p1", state, closed_at: NOW_MS, facts_shown };
}

/** What the plan has of the delivery: against the mail, and whether a text. */
function planned(order: OrderDetails, events: readonly OrderEvent[], ledger: readonly LedgerEntry[] = []) {
  const input = { order: fold([placed(order), ...events])!, shop, ledger, now_ms: NOW_MS + 3_600_000 };
  const messages = planMessages(input);
  return {
    mail: messages.find(({ kind }) => kind === "shipment_delivered")!.against,
    text: messages.some(({ kind }) => kind === "shipment_sms"),
  };
}

describe("given a present whose payer chose SMS", () => {
  test.each([true, false])("then its shipments are news for the recipient, by mail (alone: %s)", (alone) => {
    expect(planned(present, [chose(0, alone), delivered])).toEqual({ mail: null, text: false });
  });

  test("then its shipments are news for the payer where the recipient has no address", () => {
    const order = { ...ADAS_ORDER, gift: { recipient: { first_name: "Bea" } } };
    expect(planned(order, [chose(0, true), delivered])).toEqual({ mail: "by_sms", text: true });
  });
});

describe("given news that an SMS brought in place of its mail", () => {
  const left = [textThat("sent", true)];

  test.each([
    ["no texts any more", chose(2, null)],
    ["mail beside them", chose(2, false)],
    ["another number", chose(2, true, "+4915187654321")],
  ])("then it is not told again by mail when the customer chooses %s", (_, choice) => {
    expect(planned(ADAS_ORDER, [chose(0, true), delivered, choice], left).mail).toBe("by_sms");
  });

  test("then a mail beside an SMS is still owed once the SMS was sent", () => {
    expect(planned(ADAS_ORDER, [chose(0, false), delivered], [textThat("sent", false)]).mail).toBeNull();
  });

  test.each(["failed", "suppressed"] as const)("then the mail comes after all where the text %s", (state) => {
    expect(planned(ADAS_ORDER, [chose(0, true), delivered], [textThat(state, false)]).mail).toBeNull();
  });
});
