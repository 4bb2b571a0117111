import { expect, test } from "vitest";
import { timesOf } from "../../../src/doors/admin/desk_view.ts";
import type { Desk } from "../../../src/doors/admin/desk_env.ts";
import type { MailRow } from "../../../src/sql/desk.ts";
import { NOW_MS, SHOP } from "../../support/cast.ts";

const DESK = { shop: { id: "demo", settings: SHOP }, now_ms: NOW_MS } as unknown as Desk;
const MINUTE_MS = 60_000;
const MAIL = {
  kind: "order_confirmation",
  state: "sent",
  dated_at: NOW_MS,
  due_at: null,
  closed_at: NOW_MS,
  event_at: null,
  opened_at: null,
  clicked_at: null,
} as unknown as MailRow;

const labelsOf = (changed: Partial<MailRow>) =>
  timesOf(DESK, { ...MAIL, ...changed }).map(({ label }) => label);

test("a mail that left in the minute for which it was planned says once when", () => {
  const minute_ms = Math.floor(NOW_MS / MINUTE_MS) * MINUTE_MS;
  expect(labelsOf({ dated_at: minute_ms, closed_at: minute_ms + 59_000 })).toEqual(["Sent"]);
});

test("a mail that left later than planned says both", () => {
  expect(labelsOf({ closed_at: NOW_MS + MINUTE_MS })).toEqual(["Scheduled for", "Sent"]);
});

test("a mail that waits says for when it is planned", () => {
  expect(
    labelsOf({ state: "owed", closed_at: null, due_at: NOW_MS + MINUTE_MS, dated_at: NOW_MS + MINUTE_MS }),
  )
    .toEqual(["Due"]);
});
