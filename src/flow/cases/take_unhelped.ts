/** Takes a customer's word that an automatic answer did not help: a person is to answer the case. */
import { readCases, selectCasesOfOrder } from "../../sql/cases.ts";
import type { OrderRow } from "../../sql/orders.ts";
import type { RequestPorts } from "../customer/receive_request.ts";
import type { Shop } from "../ports.ts";
import { recordOpenness } from "./answer_case.ts";
import { continueCase } from "./open_case.ts";

/** Returns false where no case about the order is open: then there is nothing that a person would answer. */
export async function takeUnhelped(
  ports: RequestPorts,
  shop: Shop,
  order: OrderRow,
  { form_id, words }: { readonly form_id: string; readonly words: string },
  now_ms: number,
): Promise<boolean> {
  const cases = readCases(await selectCasesOfOrder(ports.db, order.id).all());
  const found = cases.find(({ state, next, proven }) => state === "open" && next === "customer" && proven);
  // A second click finds the case with the shop already.
  if (found === undefined) return cases.some(({ state, proven }) => state === "open" && proven);
  const detail = { way: "page", act: "unhelped" } as const;
  const entry = { id: form_id, type: "message", author: "customer", words, detail } as const;
  await ports.db.batch([
    ...continueCase(ports.db, shop, found, entry, now_ms),
  ]);
  await recordOpenness(ports, shop, { case: found, order }, "opened", now_ms);
  return true;
}
