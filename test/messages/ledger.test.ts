import { expect, test } from "vitest";
import { lastShown, type LedgerEntry } from "../../src/messages/ledger.ts";
import { entry } from "../support/plan_input.ts";

test("the fact shown last comes from the newest mail that was sent and showed this fact", () => {
  const delay = (state: LedgerEntry["state"], at: number, until?: string) =>
    entry("delay_notice", state, at, { facts_shown: until === undefined ? {} : { expected: { until } } });
  const ledger = [delay("sent", 1, "2026-12-02"), delay("bounced", 2, "2026-12-06"), delay("sent", 3)];
  expect(lastShown(ledger, "expected")).toEqual({ until: "2026-12-02" });
});
