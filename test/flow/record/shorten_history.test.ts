import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shortened } from "../../../src/flow/record/shorten_history.ts";
import { accountOf } from "../../../src/orders/account/account.ts";
import type { OrderEvent } from "../../../src/orders/event.ts";
import { fold } from "../../../src/orders/fold/fold.ts";
import { goodsOf } from "../../../src/orders/goods/goods.ts";
import { planMessages } from "../../../src/orders/plan/plan.ts";
import type { Order } from "../../../src/orders/state.ts";
import { openVolumes, type StoredRow, VOLUME, type WebhookRow } from "../../../src/sql/volumes.ts";
import { ADAS_ORDER, hours, NOW_MS, placed, SHOP } from "../../support/cast.ts";
import { anyLife } from "../../support/random_life.ts";
import { runs } from "../../support/runs.ts";

/** Webhooks of one event each, in the order in which they came. */
function webhooksOf(events: readonly OrderEvent[]): readonly WebhookRow[] {
  return events.map((event, index) => ({
    seq: index + 1,
    source: ["shopify", "dhl", "page"][index % 3]!,
    webhook_id: `w${index}`,
    received_at: NOW_MS + index,
    events: [event],
  }));
}

/** The rows as the commit leaves them. */
function stored(rows: readonly StoredRow[], gone: readonly number[], bound: readonly StoredRow[]) {
  return [...rows.filter(({ seq }) => !gone.includes(seq)), ...bound].toSorted((a, b) => a.seq - b.seq);
}

const read = (rows: readonly StoredRow[]) => openVolumes(JSON.parse(JSON.stringify(rows)));
const eventsIn = (webhooks: readonly WebhookRow[]) => webhooks.flatMap(({ events }) => events);

function sumsOf(order: Order | null) {
  if (order === null) return null;
  const { lines, holdings } = goodsOf(order);
  const planned = planMessages({ order, shop: SHOP, ledger: [], now_ms: NOW_MS });
  return JSON.parse(
    JSON.stringify([
      accountOf(order),
      lines,
      holdings.map(({ fate, pieces }) => [fate, [...pieces]]),
      planned,
    ]),
  );
}

/** A life as its webhooks came: some late, some twice. */
const arrivals = anyLife.chain((steps) => {
  const events = steps.flatMap(({ events }) => events);
  return fc.record({
    events: fc.shuffledSubarray([...events], { minLength: events.length, maxLength: events.length }),
    kept: fc.integer({ min: 1, max: 6 }),
    late: fc.integer({ min: 0, max: 5 }),
  });
});

describe("a shortened history", () => {
  test("folds as the whole one, however often it is shortened and whatever comes late", () => {
    let bound = 0;
    fc.assert(
      fc.property(arrivals, ({ events, kept, late }) => {
        const all = webhooksOf(events);
        const first = all.slice(0, all.length - late);
        const once = shortened(first, kept);
        let rows: readonly StoredRow[] = stored(first, once.gone, once.rows);
        expect(read(rows).map(({ volume: _, ...webhook }) => webhook)).toEqual(
          JSON.parse(JSON.stringify(once.webhooks)),
        );
        rows = [...rows, ...all.slice(all.length - late)];
        expect(sumsOf(fold(eventsIn(read(rows))))).toEqual(sumsOf(fold(events)));
        const again = shortened(read(rows), kept);
        rows = stored(rows, again.gone, again.rows);
        expect(sumsOf(fold(eventsIn(read(rows))))).toEqual(sumsOf(fold(events)));
        if (rows.some(({ source }) => source === VOLUME)) bound += 1;
      }),
      { numRuns: runs({ commit: 200, full: 2_000 }) },
    );
    expect(bound).toBeGreaterThan(0);
  });

  test("keeps a snapshot in which a line has gone: whether its parcel left before or after may come late", () => {
    const rest = ADAS_ORDER.lines.slice(1);
    const snapshot = (hour: number, lines: typeof ADAS_ORDER.lines): OrderEvent => ({
      type: "order.changed",
      at: hours(hour),
      order: { ...ADAS_ORDER, lines },
    });
    const events = [
      placed(ADAS_ORDER),
      snapshot(1, rest),
      snapshot(2, rest),
      snapshot(3, rest),
      snapshot(4, rest),
    ];
    const { webhooks } = shortened(webhooksOf(events), 1);
    expect(webhooks.map(({ seq }) => seq)).toEqual([1, 2, 5]);
  });

  test("takes nothing away before the order itself has come", () => {
    const scanned = (hour: number): OrderEvent => ({
      type: "shipment.out_for_delivery",
      at: new Date(NOW_MS + hour * 3_600_000).toISOString(),
      shipment: { id: "s1", lines: [], tracking: [] },
    });
    const scans = webhooksOf([1, 2, 3, 4].map((hour) => scanned(hour)));
    expect(shortened(scans, 1).webhooks).toEqual(scans);
  });

  test("keeps every webhook of which nothing is overtaken, in rows that D1 takes", () => {
    const events = Array.from({ length: 3_000 }, (_, index): OrderEvent => ({
      type: "payment.succeeded",
      at: new Date(NOW_MS + index * 1_000).toISOString(),
      payment: { id: `pay_${index}`, amount_minor: 1, statement_name: "ü".repeat(300) },
    }));
    const all = webhooksOf(events);
    const { rows, gone, webhooks } = shortened(all);
    expect(webhooks).toEqual(all);
    expect(gone).toHaveLength(2_800);
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.length).toBeLessThan(10);
    const bytes = rows.map((row) => new TextEncoder().encode(JSON.stringify(row.events)).byteLength);
    expect(Math.max(...bytes)).toBeLessThan(2_000_000);
    expect(eventsIn(read(stored(all, gone, rows)))).toEqual(events);
  });

  test("leaves a webhook that fills a row in a row of its own", () => {
    const events = Array.from({ length: 4 }, (_, index): OrderEvent => ({
      type: "payment.succeeded",
      at: new Date(NOW_MS + index * 1_000).toISOString(),
      payment: { id: `pay_${index}`, amount_minor: 1, statement_name: "x".repeat(index === 1 ? 700_000 : 1) },
    }));
    const { rows } = shortened(webhooksOf(events), 1);
    expect(rows.map(({ source }) => source)).toEqual(["shopify", "dhl", "page"]);
  });
});
