import { describe, expect, test } from "vitest";
import {
  COMPLAINT,
  HARD_BOUNCE,
  isDead,
  normalAddress,
  SOFT_BOUNCE_PAUSE_MS,
  type Suppression,
  suppressionOf,
} from "../../src/messages/suppression.ts";
import { NOW_MS } from "../support/cast.ts";

const ADA = "ada@lovelace.example";
const entry = (changes: Partial<Suppression> = {}): Suppression => ({
  address: ADA,
  class: "all",
  reason: "bounced",
  until: null,
  ...changes,
});
/** Why Ada gets no confirmation, no shipment mail and no follow-up. */
const against = (list: readonly Suppression[], email = ADA) =>
  (["order_confirmation", "shipment_shipped", "follow_up"] as const)
    .map((kind) => suppressionOf(list, email, kind, NOW_MS));

describe("an address", () => {
  test.each([
    ["that bounced gets nothing", entry(HARD_BOUNCE), ["bounced", "bounced", "bounced"]],
    ["that complained gets what the law demands alone", entry(COMPLAINT), [null, "complained", "complained"]],
    [
      "that unsubscribed gets no care",
      entry({ class: "care", reason: "unsubscribed" }),
      [null, null, "unsubscribed"],
    ],
    ["of another reader says nothing", entry({ address: "ben@okada.example" }), [null, null, null]],
    [
      "is paused until the end of the pause",
      entry({ until: NOW_MS + 1 }),
      ["bounced", "bounced", "bounced"],
    ],
    ["is written to again at the end of the pause", entry({ until: NOW_MS }), [null, null, null]],
  ])("%s", (_, one, reasons) => {
    expect(against([one])).toEqual(reasons);
  });

  test("is known in any spelling of its mailbox, and by the first entry that fits", () => {
    const list = [entry({ class: "care", reason: "unsubscribed" }), entry({ reason: "blocked" })];
    expect(against(list, " Ada@Lovelace.EXAMPLE ")).toEqual(["blocked", "blocked", "unsubscribed"]);
    expect(normalAddress(" Ada@Lovelace.EXAMPLE ")).toBe(ADA);
  });

  test.each(
    [
      ["bounced for good", {}, true],
      ["bounced for a while", { until: NOW_MS + SOFT_BOUNCE_PAUSE_MS }, false],
      ["is blocked", { reason: "blocked" }, false],
      ["of another reader bounced", { address: "ben@okada.example" }, false],
    ] as const,
  )("that %s is dead: %s", (_, changes, dead) => {
    expect(isDead([entry({ class: "care", reason: "unsubscribed" }), entry(changes)], "Ada@lovelace.example"))
      .toBe(dead);
  });
});
