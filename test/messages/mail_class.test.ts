import { describe, expect, test } from "vitest";
import { isRefused, LANE_LIMIT_MS, laneOf, mailClass, mayComeTwice } from "../../src/messages/mail_class.ts";
import { MESSAGE_KINDS } from "../../src/messages/message.ts";

describe("the class of a mail", () => {
  test.each(
    [
      ["order_confirmation", "essential", "urgent", true],
      ["payment_reminder", "essential", "bulk", true],
      ["shipment_shipped", "progress", "urgent", false],
      ["shipment_sms", "progress", "urgent", false],
      ["follow_up", "care", "bulk", false],
      ["support_answered", "essential", "urgent", false],
    ] as const,
  )("of %s is %s, its lane %s, and it may come twice: %s", (kind, kind_class, lane, twice) => {
    expect(mailClass(kind)).toBe(kind_class);
    expect(laneOf(kind)).toBe(lane);
    expect(mayComeTwice(kind)).toBe(twice);
  });

  test("lets no mail wait for daytime that the reader waits for, or that is news of a parcel", () => {
    const waiting = MESSAGE_KINDS.filter((kind) => laneOf(kind) === "bulk");
    expect(waiting.filter((kind) => mailClass(kind) === "progress")).toEqual([]);
    expect(LANE_LIMIT_MS).toEqual({ urgent: 300_000, bulk: 86_400_000 });
  });

  test.each(
    [
      // What the reader refused, and whether that covers an essential, a progress and a care mail.
      ["all", true, true, true],
      ["progress", false, true, true],
      ["care", false, false, true],
    ] as const,
  )("a reader who refuses %s gets no such mail", (refused, essential, progress, care) => {
    expect(isRefused("order_confirmation", refused)).toBe(essential);
    expect(isRefused("shipment_shipped", refused)).toBe(progress);
    expect(isRefused("follow_up", refused)).toBe(care);
  });
});
