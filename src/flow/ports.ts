/** Types of what the verbs need from outside (ports). The doors hand them in; no verb reads a global. */
import type { Ways } from "../channels/table.ts";
import type { NameCustomer } from "../links/customer_name.ts";
import type { LinkKey } from "../links/signed_link.ts";
import type { MessageKey } from "../messages/message.ts";
import type { ShopSettings } from "../orders/shop.ts";
import type { Errand } from "./clock/errand.ts";
import type { SealPorts } from "./programs/sealed_code.ts";

/** A shop's id, settings and secrets. */
export interface Shop {
  readonly id: string;
  readonly settings: ShopSettings;
  /** Live secrets of each source, newest first. */
  readonly secrets: Readonly<Record<string, readonly string[]>>;
  /** True where D1 could not be asked and an isolate remembers the shop: settings and secrets may have changed since. */
  readonly is_remembered?: true;
  /** Number of the cell that holds its rows; the first where absent. */
  readonly cell?: number;
  /** True while its rows move to another cell: nothing of it may be written, and no mail of it sent. */
  readonly is_moving?: true;
}

/** Finds a shop by its id; null when there is none. Throws when D1 cannot be asked and nothing is remembered. */
export type FindShop = (shop_id: string, now_ms: number) => Promise<Shop | null>;

export interface RecordPorts {
  readonly db: D1Database;
  /** The bucket, in which orders of the archive lie. */
  readonly mail: R2Bucket;
  /** Names of the sources that bring orders, in whose ids another sender may name an order. */
  readonly storefronts: readonly string[];
  readonly name_customer: NameCustomer;
  /** Waits before the given retry (1, 2, …), so that writers of one order spread out. */
  readonly pause: (retry: number) => Promise<void>;
}

export interface DeliverPorts extends RecordPorts, SealPorts {
  /** The bucket that keeps sent mails under their message key. */
  readonly archive: R2Bucket;
  /** Wakes what goes in the place of another message. */
  readonly wake_queue: Queue<MessageKey>;
  readonly find_shop: FindShop;
  readonly ways: Ways;
  /** The first signs. */
  readonly link_keys: readonly LinkKey[];
  readonly public_url: string;
}

export interface ErasePorts {
  readonly db: D1Database;
  readonly mail: R2Bucket;
  readonly wake_queue: Queue<MessageKey>;
  readonly name_customer: NameCustomer;
  /** Deletes what the dev mailbox holds for these addresses and orders; does nothing in production. */
  readonly forget_captured: (emails: readonly string[], numbers: readonly string[]) => Promise<void>;
}

/** Where the clock is at work, and what else there is. */
export interface CellPorts {
  /** The database of this cell. */
  readonly db: D1Database;
  /** Number of this cell; the first is 1. */
  readonly cell: number;
  /** The first cell: where all shops and their cells are listed. */
  readonly directory: D1Database;
  /** The databases of all cells, the first cell first. */
  readonly databases: readonly D1Database[];
}

export interface SweepPorts extends ErasePorts, CellPorts {
  readonly find_shop: FindShop;
  /** The queue of the bulk lane. */
  readonly bulk_wake_queue: Queue<MessageKey>;
  /** The queue of the clock. */
  readonly errand_queue: Queue<Errand>;
}

export interface StockPorts extends RecordPorts, SweepPorts {
  readonly name_customer: NameCustomer;
}
