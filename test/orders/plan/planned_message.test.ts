import { expect, test } from "vitest";
import type { OrderEvent } from "../../../src/orders/event.ts";
import { hours, SHOP } from "../../support/cast.ts";
import { DAY, find, owed, scan } from "../../support/plan_input.ts";

const home = [scan("shipment.shipped", 1), scan("shipment.delivered", 2)];

test("a mail whose due date is later than the age limit of mails is not too old while it waits", () => {
  const schedule = { ...SHOP.schedule, follow_up_days: 14 };
  expect(find({ events: home, shop: { schedule }, at: 10 * DAY }, "follow_up")!.against).toBeNull();
});

test("events before an address was corrected have no mail of their own after it", () => {
  const corrected: OrderEvent = {
    type: "customer.address_corrected",
    at: hours(3),
    from: "ada@lovelace.example",
    email: "ada@king.example",
  };
  expect(owed({ events: [...home, corrected], at: 3 })).not.toContain("shipment_delivered");
});
