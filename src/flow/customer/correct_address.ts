/** Corrects an order's address because a person at the shop says so; the order then owes a confirmation as it stands. */
import { personOf } from "../../orders/addressee.ts";
import type { Party } from "../../orders/party.ts";
import type { OrderRow } from "../../sql/orders.ts";
import type { Shop } from "../ports.ts";
import { recordOnPage, type RequestPorts } from "./receive_request.ts";

/** The same correction within a millisecond is one. */
export async function correctAddress(
  ports: RequestPorts,
  shop: Shop,
  row: OrderRow,
  { party, email }: { readonly party: Party; readonly email: string },
  now_ms: number,
): Promise<void> {
  const from = personOf(row.order, party)?.email;
  await recordOnPage(ports, shop, row, `corrected-${party}-${now_ms}`, [{
    type: "customer.address_corrected",
    at: new Date(now_ms).toISOString(),
    ...(from === undefined ? {} : { from }),
    email,
  }], now_ms);
}
