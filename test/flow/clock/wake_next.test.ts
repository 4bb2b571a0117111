import { describe, expect, test } from "vitest";
import { wakeNext, WOKEN_AGAIN_MS } from "../../../src/flow/clock/wake_next.ts";
import type { DueMessage } from "../../../src/sql/errands.ts";
import { NOW_MS } from "../../support/cast.ts";

const MINUTE_MS = 60_000;
const MAX = 50;

/** So many messages that all fell due at one moment. */
function due(count: number, due_at = NOW_MS): readonly DueMessage[] {
  return Array.from({ length: count }, (_, index) => ({
    subject: `demo/standard/${String(index).padStart(4, "0")}`,
    kind: "order_confirmation",
    about: "",
    due_at,
  }));
}

describe("the due messages of a shop", () => {
  test("are woken again each minute while they are few, and nothing is remembered", () => {
    const first = wakeNext(due(20), undefined, MAX, NOW_MS);
    expect(first.keys).toHaveLength(20);
    expect(first.woken).toBeUndefined();
    expect(first.is_more).toBe(false);
  });

  test("are woken once each while many wait, however equal their times are", () => {
    const all = due(120);
    const first = wakeNext(all, undefined, MAX, NOW_MS);
    expect(first.keys).toHaveLength(MAX);
    expect(first.is_more).toBe(true);
    // None was taken: none is put into the queue a second time, nor any other beside them.
    const again = wakeNext(all, first.woken, MAX, NOW_MS + MINUTE_MS);
    expect(again.keys).toEqual([]);
    expect(again.woken).toEqual(first.woken);
    // Thirty were sent: the next thirty take their place.
    const next = wakeNext(all.slice(30), first.woken, MAX, NOW_MS + MINUTE_MS);
    expect(next.keys.map(({ subject }) => subject)).toEqual(all.slice(50, 80).map(({ subject }) => subject));
  });

  test("that were woken and are still due after ten minutes are woken again", () => {
    const all = due(40);
    const first = wakeNext(all, undefined, MAX, NOW_MS);
    expect(wakeNext(all, first.woken, MAX, NOW_MS + WOKEN_AGAIN_MS - 1).keys).toEqual([]);
    const again = wakeNext(all, first.woken, MAX, NOW_MS + WOKEN_AGAIN_MS);
    expect(again.keys).toHaveLength(40);
    expect(again.woken?.at).toBe(NOW_MS + WOKEN_AGAIN_MS);
  });

  test("that fall due later are woken beside those that wait", () => {
    const all = due(30);
    const first = wakeNext(all, undefined, MAX, NOW_MS);
    const later = due(1, NOW_MS + MINUTE_MS);
    expect(wakeNext([...later, ...all], first.woken, MAX, NOW_MS + MINUTE_MS).keys).toHaveLength(1);
  });
});
