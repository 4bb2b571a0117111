import { describe, expect, test } from "vitest";
import {
  type Asking,
  ATTEMPTS_MAX,
  delayAfter,
  type NextAttempt,
  nextAttempt,
  UNKNOWN_WAIT_S,
} from "../../src/messages/attempt.ts";
import type { Receipt } from "../../src/messages/receipt.ts";

// The cast hides the path from the type checker, which knows no `?raw`.
const { default: source } = await import("../../src/messages/attempt.ts?raw" as string) as {
  default: string;
};

const NOW = Date.UTC(2026, 10, 5, 9, 30);
const KEY = "demo/standard/9001/order_confirmation/";
const ATTEMPTS = Array.from({ length: ATTEMPTS_MAX }, (_, at) => at + 1);
const REPEATED = ATTEMPTS.slice(0, -1);

const ACCEPTED: Receipt = { outcome: "accepted", provider_id: "m1" };
const REJECTED: Receipt = { outcome: "rejected", reason: "no such mailbox" };
const DEFERRED: Receipt = { outcome: "deferred", reason: "too many requests" };
const UNKNOWN: Receipt = { outcome: "unknown", reason: "no answer" };

describe("the table in the comment", () => {
  const rows = [...source.matchAll(/^ \* +(\d+) +(\d+:\d\d:\d\d|none) *(\d+:\d\d:\d\d)?$/gm)].map((row) =>
    row.slice(1)
  );

  test("has a row for every attempt and no other rows", () => {
    expect(rows.map(([attempt]) => Number(attempt))).toEqual(ATTEMPTS);
    expect(rows.at(-1)?.[1]).toBe("none");
  });

  test("gives the same delays as the formula", () => {
    let since_first_s = 0;
    const computed = REPEATED.map((attempt) => {
      since_first_s += delayAfter(attempt);
      return [String(attempt), clockTime(delayAfter(attempt)), clockTime(since_first_s)];
    });
    expect(rows.slice(0, -1)).toEqual(computed);
  });
});

describe.each(ATTEMPTS)("after attempt %i", (attempt) => {
  const last = attempt === ATTEMPTS_MAX;
  const given_up = `Gave up after ${ATTEMPTS_MAX} attempts: `;

  test.each([true, false])("an accepted mail is sent (idempotent: %s)", (idempotent) => {
    expect(after(ACCEPTED, { attempt, idempotent })).toEqual({
      state: "sent",
      due_at_ms: null,
      reason: null,
    });
  });

  test("a mail that is rejected after an unknown outcome does not become failed, because it may have arrived", () => {
    expect(after(REJECTED, { attempt, was_unknown: true })).toMatchObject({
      state: "unknown",
      due_at_ms: null,
    });
  });

  test.each([true, false])("a rejected mail has failed (idempotent: %s)", (idempotent) => {
    expect(after(REJECTED, { attempt, idempotent })).toEqual({
      state: "failed",
      due_at_ms: null,
      reason: "no such mailbox",
    });
  });

  test.each([true, false])(
    `a deferred mail ${last ? "has failed" : "is owed again"} (idempotent: %s)`,
    (idempotent) => {
      const next = after(DEFERRED, { attempt, idempotent });
      if (last) {
        expect(next).toEqual({ state: "failed", due_at_ms: null, reason: `${given_up}too many requests` });
      } else {
        expect(next).toEqual({ state: "owed", due_at_ms: expect.any(Number), reason: "too many requests" });
        expectAbout(next.due_at_ms!, delayAfter(attempt));
      }
    },
  );

  test("after an unknown outcome, a mail that may come twice rather than never waits for its provider's report", () => {
    expect(after(UNKNOWN, { attempt, may_come_twice: true })).toEqual({
      state: "unknown",
      due_at_ms: last ? null : NOW + UNKNOWN_WAIT_S * 1_000,
      reason: "no answer",
    });
  });

  test("after a second unknown outcome the mail is not sent again", () => {
    expect(after(UNKNOWN, { attempt, may_come_twice: true, was_unknown: true }).due_at_ms).toBeNull();
  });

  test.runIf(!last)(
    "a message that is valid only for a short time is sent again while it is still valid",
    () => {
      const code = { attempt, may_come_twice: true, valid_until_ms: NOW + 600_000 };
      expect(after(UNKNOWN, code).due_at_ms).toBe(NOW + 120_000);
      expect(after(UNKNOWN, { ...code, valid_until_ms: NOW + 86_400_000 }).due_at_ms).toBe(
        NOW + UNKNOWN_WAIT_S * 1_000,
      );
    },
  );

  test("an unknown outcome stays unknown where another attempt could send the mail twice", () => {
    expect(after(UNKNOWN, { attempt, idempotent: false })).toEqual({
      state: "unknown",
      due_at_ms: null,
      reason: "no answer",
    });
  });

  test(`an unknown outcome ${last ? "stays unknown, not failed," : "is asked again"} where the channel is idempotent`, () => {
    const next = after(UNKNOWN, { attempt, idempotent: true });
    if (last) {
      expect(next).toEqual({ state: "unknown", due_at_ms: null, reason: `${given_up}no answer` });
    } else {
      expect(next).toEqual({ state: "owed", due_at_ms: expect.any(Number), reason: "no answer" });
      expectAbout(next.due_at_ms!, delayAfter(attempt));
    }
  });
});

describe("a provider's Retry-After", () => {
  const dueAfter = (retry_after_s: number, attempt: number) =>
    after({ ...DEFERRED, retry_after_s }, { attempt, idempotent: false }).due_at_ms! - NOW;

  test("is waited for when it is longer than the delay", () => {
    expect(dueAfter(3_600, 1)).toBe(3_600_000);
  });

  test("does not shorten the delay", () => {
    expectAbout(NOW + dueAfter(1, 5), delayAfter(5));
  });

  test("counts for one day at most", () => {
    expect(dueAfter(1e9, 1)).toBe(86_400_000);
  });
});

describe("jitter", () => {
  const dues = Array.from({ length: 1_000 }, (_, order) => {
    const key = `demo/standard/${order}/order_confirmation/`;
    return (after(DEFERRED, { attempt: 6, key, idempotent: false }).due_at_ms! - NOW) /
      (delayAfter(6) * 1_000);
  });

  test("spreads the mails that one outage held back over the whole of ±10 %", () => {
    const tenths = new Set(dues.map((due) => Math.floor((due - 0.9) / 0.02)));
    expect([...tenths].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test("is different for each attempt of one mail", () => {
    const shares = [6, 7, 8, 9].map((attempt) => after(DEFERRED, { attempt, idempotent: false }).due_at_ms);
    expect(new Set(shares).size).toBe(4);
  });

  test("is the same each time it is computed for the same attempt", () => {
    expect(after(DEFERRED, { attempt: 6, idempotent: false })).toEqual(
      after(DEFERRED, { attempt: 6, idempotent: false }),
    );
  });
});

function after(receipt: Receipt, asking: Partial<Asking>): NextAttempt {
  const usual: Asking = {
    attempt: 1,
    key: KEY,
    idempotent: false,
    may_come_twice: false,
    valid_until_ms: null,
    was_unknown: false,
  };
  return nextAttempt(receipt, { ...usual, ...asking }, NOW);
}

function expectAbout(due_at_ms: number, delay_s: number): void {
  expect(due_at_ms - NOW).toBeGreaterThanOrEqual(delay_s * 900);
  expect(due_at_ms - NOW).toBeLessThanOrEqual(delay_s * 1_100);
}

function clockTime(seconds: number): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${Math.floor(seconds / 3_600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
