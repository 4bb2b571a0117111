import { describe, expect, test } from "vitest";
import type { OrderDetails } from "../../src/orders/event.ts";
import type { PlannedMessage } from "../../src/orders/plan/plan_input.ts";
import { fold } from "../../src/orders/fold/fold.ts";
import type { Order } from "../../src/orders/state.ts";
import { obstacleOf, unreached } from "../../src/orders/unreached.ts";
import { ADAS_ORDER, GUESTS_ORDER, hours, NOW_MS, placed } from "../support/cast.ts";

const order = (details: OrderDetails, changes: Partial<Order> = {}): Order => ({
  ...fold([placed(details)])!,
  ...changes,
});
const ADA = order(ADAS_ORDER);
const BOUNCED = order(ADAS_ORDER, { failed_addresses: ["ada@lovelace.example"] });
const GUEST = order(GUESTS_ORDER);
const mail = (against: PlannedMessage["against"]): PlannedMessage => ({
  kind: "order_confirmation",
  about: "",
  due_at_ms: NOW_MS,
  against,
});

test.each([
  ["Ada can be written to", ADA, null],
  ["a guest has no address", GUEST, "no_address"],
  ["mail to Ada came back", BOUNCED, "bounced"],
])("%s", (_, given, obstacle) => {
  expect(obstacleOf(given)).toBe(obstacle);
});

describe("an order that owes mails", () => {
  test.each(
    [
      ["to nobody", GUEST, ["no_address"], "no_address"],
      ["to a dead address", BOUNCED, ["bounced"], "bounced"],
      ["of which one cannot leave", GUEST, ["too_old", "no_address"], "no_address"],
      ["none of which cannot leave for the address", GUEST, ["too_old", "order_cancelled"], null],
      ["that can leave", ADA, [null], null],
      ["none at all", GUEST, [], null],
      // The recipient of a gift has no address, and the customer has one.
      ["to somebody else's missing address", ADA, ["no_address"], null],
    ] as const,
  )("%s", (_, given, reasons, expected) => {
    expect(unreached(given, reasons.map((against) => mail(against)))).toBe(expected);
  });

  test("is left in peace once its customer is erased", () => {
    expect(unreached({ ...GUEST, erased_at: hours(1) }, [mail("no_address")])).toBeNull();
  });
});

describe("a sale at the till without an address", () => {
  const till = (
    changes: Partial<OrderDetails> = {},
    ways: readonly ("till" | "carrier")[] = ["till", "till"],
  ) =>
    order({
      ...GUESTS_ORDER,
      lines: GUESTS_ORDER.lines.map((line, at) => ({ ...line, way: ways[at] })),
      ...changes,
    });

  test("wants no mail", () => expect(unreached(till(), [mail("no_address")])).toBeNull());

  test.each([
    ["of which a part is sent", till({}, ["till", "carrier"])],
    ["whose customer wrote something that is no address", till({ customer: { email_given: "ada(at)home" } })],
  ])("wants one: %s", (_, given) => {
    expect(unreached(given, [mail("no_address")])).toBe("no_address");
  });
});
