/** A case about an order, as its tables hold it. */
import type { EntryDetail } from "../../src/cases/case.ts";
import { insertCase, insertEntry } from "../../src/sql/cases.ts";
import { splitOrderId } from "../../src/orders/order_id.ts";
import { NOW_MS } from "./cast.ts";

export interface Said {
  readonly id: string;
  readonly author: "customer" | "shop";
  readonly words: string;
  readonly detail?: EntryDetail;
}

export function caseAbout(
  db: D1Database,
  order_id: string,
  id: string,
  said: readonly Said[],
  topic: string = "?",
): readonly D1PreparedStatement[] {
  const { shop_id } = splitOrderId(order_id);
  return [
    insertCase(db, {
      shop_id,
      id,
      kind: "question",
      topic,
      next: "shop",
      due_at: NOW_MS,
      order_id,
      customer: null,
      proven: true,
      reader: null,
    }, NOW_MS),
    ...said.map((one, index) => insertEntry(db, shop_id, id, { ...one, type: "message" }, NOW_MS + index)),
  ];
}
