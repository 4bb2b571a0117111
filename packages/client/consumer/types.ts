// The types, as a strict shop sees them: read as CommonJS and as ESM by `deno task packages`.
import { createWaybill, type KeptEvent, memoryOutbox, type WaybillEvent } from "@waybill/client";
import { fileOutbox } from "@waybill/client/file";
import { type RunSql, sqlOutbox } from "@waybill/client/sql";

const waybill = createWaybill({
  url: "https://waybill.example/hooks/kontor/standard",
  secret: undefined,
});
export const sent: Promise<{ kept: boolean }> = waybill.send({
  id: "placed_1001",
  type: "order.placed",
  timestamp: "2026-11-22T11:00:00Z",
  data: {
    order: {
      id: "1001",
      number: "#1001",
      placed_at: "2026-11-22T11:00:00Z",
      currency: "EUR",
      customer: { email: "ada@lovelace.example" },
      lines: [{ id: "1", title: "Mill", quantity: 1, unit_price_minor: 8_990 }],
      total_minor: 8_990,
    },
  },
});
const timestamp = "2026-11-22T11:00:00Z";
// @ts-expect-error A type that Waybill does not know.
waybill.send({ id: "1", type: "order.exploded", timestamp, data: { order_id: "1" } });
// @ts-expect-error A payment of no order.
waybill.send({ id: "1", type: "payment.succeeded", timestamp, data });
// @ts-expect-error An event without an id.
waybill.send({ type: "order.restored", timestamp, data: { order_id: "1" } });

interface Note {
  readonly id: string;
  readonly order: number;
}
const run: RunSql = () => Promise.resolve([]);
export const composing = createWaybill<Note>({
  url: undefined,
  secret: undefined,
  outbox: sqlOutbox<Note>({ run }),
  compose: (kept: KeptEvent<Note>): Promise<WaybillEvent | null> =>
    Promise.resolve(kept.event.order > 0 ? null : null),
});
export const in_memory = memoryOutbox<Note>();
export const in_files = fileOutbox<WaybillEvent>("/tmp/outbox");
