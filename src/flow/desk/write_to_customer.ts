/** Opens a case about an order with a mail of the shop's own: somebody at the shop writes first. */
import type { CaseKind } from "../../cases/case.ts";
import { err, ok, type Result } from "../../result.ts";
import type { OrderRow } from "../../sql/orders.ts";
import { findOrder } from "../archive/open_order.ts";
import { answerCase, recordOpenness } from "../cases/answer_case.ts";
import { loadCase } from "../cases/load_case.ts";
import { openCase } from "../cases/open_case.ts";
import { readerOfOrder, type RequestPorts } from "../customer/receive_request.ts";
import type { Shop } from "../ports.ts";

export interface Writing {
  /** Idempotency key, and the case's id. */
  readonly id: string;
  readonly order_id: string;
  readonly kind: CaseKind;
  /** Subject of the mail; the order's number where nothing is said. */
  readonly topic?: string;
  /** What the customer had said elsewhere and is answered now: the case begins with it. */
  readonly answers?: string;
  readonly words: string;
  /** Who signs it. */
  readonly person: string;
}

/** Returns the case's id. `no_address`: no mail reaches the customer. */
export async function writeToCustomer(
  ports: RequestPorts,
  shop: Shop,
  { id, order_id, kind, topic, words, person, answers }: Writing,
  now_ms: number,
): Promise<Result<string, "no_order" | "no_address">> {
  const row = await findOrder(ports, order_id);
  if (row === null || row.order.erased_at !== undefined) return err("no_order", "There is no such order");
  const reader = readerOfOrder(row, localeOf(row, shop));
  if (reader === null) return err("no_address", "No mail reaches the customer");
  await ports.db.batch([
    ...openCase(
      ports.db,
      shop,
      {
        id,
        kind,
        topic: topic ?? row.number,
        order_id: row.id,
        customer: await ports.name_customer(shop.id, reader.email),
        proven: true,
        reader,
      },
      answers === undefined
        ? {
          id: `${id}-opened`,
          type: "act",
          author: "shop",
          person,
          words: "",
          detail: { act: "wrote_first" },
        }
        : { id: `${id}-said`, type: "message", author: "customer", words: answers, detail: { way: "page" } },
      now_ms,
    ),
  ]);
  await answerCase(ports, shop, { case_id: id, id: `${id}-words`, words, person }, now_ms);
  const loaded = await loadCase(ports, shop.id, id);
  if (loaded !== null) await recordOpenness(ports, shop, loaded, "opened", now_ms);
  return ok(id);
}

function localeOf({ order }: OrderRow, { settings }: Shop): string {
  return order.language ?? order.details.locale ?? settings.locale;
}
