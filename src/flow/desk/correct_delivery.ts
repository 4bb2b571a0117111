/**
 * Gives an order another delivery address for a person: at the storefront at once where the shop lets Waybill do it,
 * otherwise as a case that says what is to be done there.
 */
import { err, ok, type Result } from "../../result.ts";
import { addressLines } from "../../mail/format/address.ts";
import type { Address } from "../../orders/event.ts";
import { hasOpenGoods } from "../../orders/goods/arrival.ts";
import { insertRequest } from "../../sql/requests.ts";
import { findOrder } from "../archive/open_order.ts";
import { openCase } from "../cases/open_case.ts";
import { carryOut, type ChangePorts, mayCarryOut } from "../customer/carry_out.ts";
import { readerOfOrder, recordOnPage } from "../customer/receive_request.ts";
import type { Shop } from "../ports.ts";

export interface DeliveryCorrection {
  /** Idempotency key, and the id of the case. */
  readonly id: string;
  readonly order_id: string;
  readonly address: Address;
  readonly person: string;
}

/** How far it came: done, or asked, at the storefront; or waiting for a person. */
export type DeliveryCorrected = "at_storefront" | "by_hand";

/** `gone`: everything has left, or the order is cancelled. `asked`: another change of the address is still open. */
export async function correctDelivery(
  ports: ChangePorts,
  shop: Shop,
  { id, order_id, address, person }: DeliveryCorrection,
  now_ms: number,
): Promise<Result<DeliveryCorrected, "no_order" | "gone" | "asked">> {
  const row = await findOrder(ports, order_id);
  if (row === null || row.order.erased_at !== undefined) return err("no_order", "There is no such order");
  const { order } = row;
  if (order.open_requests?.some(({ id: open }) => open === id) === true) return ok(wayOf(shop, row.id));
  if (order.cancelled !== undefined || !hasOpenGoods(order)) {
    return err("gone", "Nothing is left that could go to another address");
  }
  if (order.open_requests?.some(({ about }) => about === "address_change") === true) {
    return err("asked", "Another change of the address is open");
  }
  const locale = order.language ?? order.details.locale ?? shop.settings.locale;
  // The country stays: prices and taxes depend on it.
  const wanted = { ...address, country: order.details.shipping_address?.country };
  const { email } = order.details.customer;
  await ports.db.batch([
    insertRequest(
      ports.db,
      { subject: row.id, form_id: id, kind: "address_change", asked: JSON.stringify({ address: wanted }) },
      now_ms,
    ),
    ...openCase(
      ports.db,
      shop,
      {
        id,
        kind: "address",
        // The number alone: it is the subject of mails in any language.
        topic: row.number,
        order_id: row.id,
        customer: email === undefined ? null : await ports.name_customer(shop.id, email),
        proven: true,
        reader: readerOfOrder(row, locale),
      },
      {
        id,
        type: "act",
        author: "shop",
        person,
        words: (addressLines(wanted, locale) ?? []).join("\n"),
        detail: { act: "asked_address" },
      },
      now_ms,
    ),
  ]);
  await recordOnPage(ports, shop, row, id, [{
    type: "conversation.opened",
    at: new Date(now_ms).toISOString(),
    conversation: { id, about: "address_change" },
  }], now_ms);
  const way = wayOf(shop, row.id);
  if (way === "at_storefront") await carryOut(ports, shop, id, 0, now_ms);
  return ok(way);
}

function wayOf(shop: Shop, order_id: string): DeliveryCorrected {
  return mayCarryOut(shop, order_id, "address_change") ? "at_storefront" : "by_hand";
}
