import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { OrderEvent } from "../../../src/orders/event.ts";
import {
  appendEvents,
  FOLD_VERSION,
  lastPosition,
  positionOf,
} from "../../../src/orders/fold/append_events.ts";
import { fold, inOrder } from "../../../src/orders/fold/fold.ts";
import { ADAS_ORDER, hours, placed } from "../../support/cast.ts";
import { runs } from "../../support/runs.ts";
import { A_LIFE } from "../../support/life.ts";
import { cancelled, paid, scan } from "../../support/plan_input.ts";
import type { Order } from "../../../src/orders/state.ts";

/** Of two changes of one moment. */
const TWIN = 4;

describe("appendEvents", () => {
  test("adds a later event with the same result as a fold of all events, for any order of arrival", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...A_LIFE], { minLength: 1 }), (arrivals) => {
        const known: OrderEvent[] = [];
        let stored: Order | null = null;
        for (const event of arrivals) {
          const folded_to = lastPosition(known);
          known.push(event);
          const whole = fold(known);
          const folded_on: Order | null = stored === null ? null : appendEvents(stored, folded_to, [event]);
          if (folded_on !== null) expect(kept(folded_on)).toEqual(kept(whole));
          stored = kept(folded_on ?? whole);
        }
        expect(stored).toEqual(kept(fold(arrivals)));
      }),
      { numRuns: runs({ commit: 500, full: 500 }) },
    );
  });

  test("accepts every event when the events arrive in their own order", () => {
    const [first, second, ...rest] = inOrder(A_LIFE.filter((_, index) => index !== TWIN));
    let known = [first!, second!];
    for (const event of rest) {
      expect(appendEvents(fold(known)!, lastPosition(known), [event])).not.toBeNull();
      known = [...known, event];
    }
  });

  test("does not add an event of exactly the same position; a full fold is needed for it", () => {
    const changed: OrderEvent = { type: "order.changed", at: hours(1), order: ADAS_ORDER };
    const stored = fold([placed(ADAS_ORDER), changed])!;
    const other: OrderEvent = { ...changed, order: { ...ADAS_ORDER, total_minor: 1 } };
    expect(appendEvents(stored, lastPosition([changed]), [other])).toBeNull();
  });
});

describe("the position of an event", () => {
  test("sorts as the events follow one another: by time, then by kind", () => {
    const sorted = inOrder([
      ...A_LIFE,
      placed(ADAS_ORDER),
      paid("p", 0),
      scan("shipment.shipped", 0),
      cancelled(0),
    ]);
    const positions = sorted.map(positionOf);
    expect(positions).toEqual(positions.toSorted());
    expect(positionOf(placed(ADAS_ORDER))).toBe(`${ADAS_ORDER.placed_at} 00`);
    expect(positionOf(scan("shipment.shipped", 2))).toBe(`${hours(2)} 10`);
  });

  test("is the last of several in any sequence, and empty of none", () => {
    const [early, late] = [paid("p", 1), scan("shipment.shipped", 2)];
    expect(lastPosition([early, late])).toBe(positionOf(late));
    expect(lastPosition([late, early])).toBe(positionOf(late));
    expect(lastPosition([])).toBe("");
  });
});

describe("FOLD_VERSION", () => {
  // Orders in D1 keep what an older fold made of them until their version says otherwise.
  test("is raised when the fold gives another result for the same events", async () => {
    const text = new TextEncoder().encode(JSON.stringify(fold(A_LIFE)));
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", text)).toHex().slice(0, 16);
    expect([FOLD_VERSION, digest]).toEqual([12, "d7e231f38241ab40"]);
  });
});

/** As D1 gives it back. */
function kept<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}
