import { describe, expect, test } from "vitest";
import { SHOP } from "../../support/cast.ts";
import { back, DAY, find, owed, scan, withdrawn } from "../../support/plan_input.ts";

const home = [scan("shipment.shipped", 1), scan("shipment.delivered", 2)];
/** When the shop asks whether all is well. */
const at = 3 * DAY + 3;

describe("the question whether all is well", () => {
  test("is not asked where the shop wants none", () => {
    const schedule = { ...SHOP.schedule, follow_up_days: null };
    expect(owed({ events: home, shop: { schedule }, told: true, at })).not.toContain("follow_up");
  });

  test("is not asked after a withdrawal", () => {
    expect(owed({ events: [...home, withdrawn(30)], told: true, at })).not.toContain("follow_up");
  });

  test("is asked after a return that was declined, because the return is over", () => {
    expect(owed({ events: [...home, back("requested", 30), back("declined", 40)], told: true, at }))
      .toContain(
        "follow_up",
      );
  });

  test("pauses while a return is open", () => {
    expect(find({ events: [...home, back("requested", 30)], told: true, at }, "follow_up")!.against).toBe(
      "paused",
    );
  });
});
