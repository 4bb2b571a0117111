import { expect, test } from "vitest";
import { entry, find, promisedFor } from "../../support/plan_input.ts";

test("an earlier day that is promised, withdrawn and promised again has a mail each time", () => {
  const events = [promisedFor(1, "2026-11-24"), promisedFor(2, "2026-11-28"), promisedFor(3, "2026-11-24")];
  const first = { expected: { from: "2026-11-25", until: "2026-11-27" }, changes: 0, backordered: [] };
  const ledger = [
    entry("order_confirmation", "sent", 0, { facts_shown: first }),
    entry("back_on_track", "sent", 1, {
      about: "sooner:2026-11-24",
      facts_shown: { expected: { until: "2026-11-24" } },
    }),
    entry("delay_notice", "sent", 2, {
      about: "2026-11-28",
      facts_shown: { expected: { until: "2026-11-28" } },
    }),
  ];
  expect(find({ events, ledger, at: 3 }, "back_on_track")!.about).toBe("sooner:2026-11-24:2");
});
