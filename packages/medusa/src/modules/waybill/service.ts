/** Notes what happened to an order and sends it. Nothing here rejects: a fault is logged, and the next sweep finds what it left out. */
import { createHash } from "node:crypto";
import { createWaybill, type Waybill, type WaybillEvent, type WaybillState } from "@waybill/client";
import { type RunSql, sqlOutbox } from "@waybill/client/sql";
import { eventsOfOrder } from "../../waybill/events_of_order.ts";
import type { MedusaOrder } from "../../waybill/medusa_order.ts";
import type { DetailOptions } from "../../waybill/order_details.ts";

export interface WaybillModuleOptions extends DetailOptions {
  /** `https://<your worker>/hooks/<shop>/standard`. While it is missing, events wait in the shop's database. */
  readonly url?: string;
  /** `whsec_` and the base64 of 24 to 64 random bytes, the same in Waybill. */
  readonly secret?: string;
  /** Whether Waybill forgets a customer whom the shop deletes: true. */
  readonly erase_with_customer?: boolean;
}

/** What Medusa gives every module. */
interface Dependencies {
  readonly logger: { info(text: string): void; warn(text: string): void; error(text: string): void };
  readonly __pg_connection__: {
    raw(sql: string, parameters: readonly unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
  };
}

/** A missed minute costs nothing, a missed hour neither: looked through again from a little before the last time. */
const OVERLAP_MS = 120_000;
/** How far back a shop is looked through that was never looked through before. */
const FIRST_MS = 3_600_000;

export default class WaybillModuleService {
  readonly options: WaybillModuleOptions;
  readonly logger: Dependencies["logger"];
  private readonly run: RunSql;
  private sending: Waybill | undefined;

  constructor({ logger, __pg_connection__ }: Dependencies, options: WaybillModuleOptions = {}) {
    this.logger = logger;
    this.options = options;
    this.run = async (sql, parameters) => (await __pg_connection__.raw(sql, [...parameters])).rows;
  }

  /** Sends by itself from its first call on. */
  private sender(): Waybill {
    return this.sending ??= createWaybill({
      url: this.options.url,
      secret: this.options.secret,
      outbox: sqlOutbox<WaybillEvent>({ run: this.run }),
      log: ({ level, message }) => this.logger[level](`Waybill: ${message}`),
    });
  }

  async send(event: WaybillEvent): Promise<void> {
    await this.sender().send(event);
  }

  /** Notes everything that happened to the order and is not noted yet. */
  async noteOrder(order: MedusaOrder): Promise<void> {
    const events = eventsOfOrder(order, this.options);
    const [placed] = events;
    if (placed?.type !== "order.placed") return;
    const changed = await this.changeOf(placed);
    for (const event of changed === null ? events : [...events, changed]) await this.send(event);
    await this.run(
      `INSERT INTO waybill_order (order_id, details_hash, noted_at_ms) VALUES (?, ?, ?)
ON CONFLICT (order_id) DO UPDATE SET details_hash = excluded.details_hash, noted_at_ms = excluded.noted_at_ms`,
      [order.id, hashOf(placed.data.order), Date.now()],
    );
  }

  /** The order as it is, where it was last sent otherwise. */
  private async changeOf(
    { data: { order } }: Extract<WaybillEvent, { type: "order.placed" }>,
  ): Promise<WaybillEvent | null> {
    const [sent] = await this.run("SELECT details_hash FROM waybill_order WHERE order_id = ?", [order.id]);
    const hash = hashOf(order);
    if (sent === undefined || sent["details_hash"] === hash) return null;
    const now = new Date();
    return {
      id: `changed_${order.id}_${now.getTime()}`,
      type: "order.changed",
      timestamp: now.toISOString(),
      data: { order },
    };
  }

  /** From when on the orders have to be looked through. */
  async sweptFrom(): Promise<Date> {
    const [row] = await this.run("SELECT at_ms FROM waybill_sweep WHERE name = 'orders'", []);
    return new Date(row === undefined ? Date.now() - FIRST_MS : Number(row["at_ms"]) - OVERLAP_MS);
  }

  async sweptUntil(at: Date): Promise<void> {
    await this.run(
      `INSERT INTO waybill_sweep (name, at_ms) VALUES ('orders', ?)
ON CONFLICT (name) DO UPDATE SET at_ms = excluded.at_ms`,
      [at.getTime()],
    );
  }

  async flush(): Promise<WaybillState> {
    return await this.sender().flush();
  }

  async status(): Promise<WaybillState> {
    const state = await this.sender().state();
    const [failing] = await this.run(
      "SELECT error FROM waybill_outbox WHERE error IS NOT NULL ORDER BY seq DESC LIMIT 1",
      [],
    );
    return { ...state, last_error: failing === undefined ? state.last_error : String(failing["error"]) };
  }
}

/** Of what a customer reads: how far it is paid is said by the payments. */
function hashOf(details: object): string {
  return createHash("sha256").update(JSON.stringify({ ...details, payment: undefined })).digest("hex");
}
