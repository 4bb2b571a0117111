/** A customer's choice of the ways by which news comes: a number is taken once it is the order's own or a code has shown it, and holds for later orders. */
import { mobileNumber } from "../../channels/phone_number.ts";
import { openWay } from "../../channels/table.ts";
import type { Choices } from "../../customers/choices.ts";
import { codeFor } from "../../links/code.ts";
import type { LinkKey } from "../../links/signed_link.ts";
import { codeSms } from "../../mail/content/sms.ts";
import type { ShopSettings } from "../../orders/shop.ts";
import { type ChosenWays, sameWays } from "../../messages/ways.ts";
import { upsertChoices } from "../../sql/customers.ts";
import type { OrderRow } from "../../sql/orders.ts";
import { deleteUnsubscribed } from "../../sql/suppressions.ts";
import { upsertReachOwner } from "../../sql/reaches.ts";
import type { DeliverPorts, Shop } from "../ports.ts";
import { waysOf } from "../ways/ways_of_shop.ts";
import { challengeOf, type CodeRefusal, isProof, openChallenge } from "./prove_customer.ts";
import type { RequestPorts } from "./receive_request.ts";
import { takeChoice } from "./apply_choice.ts";

export interface WayPorts extends RequestPorts {
  readonly link_keys: readonly LinkKey[];
  readonly ways: DeliverPorts["ways"];
  readonly public_url: string;
}

/**
 * Returns `typed` in E.164, or the order's own number where nothing was typed; null for a number that receives no
 * SMS.
 */
export async function readNumber(typed: string | undefined, row: OrderRow, shop: ShopSettings) {
  const { customer, shipping_address, billing_address } = row.order.details;
  const text = typed ?? customer.phone;
  const country = shipping_address?.country ?? billing_address?.country ?? shop.country;
  return text === undefined ? null : await mobileNumber(text, country);
}

/**
 * Sends a code by SMS at once, without a ledger entry, since its reader waits for it on the page. Returns why no
 * other code may be sent yet, or `unsent` where no channel took it.
 */
export async function sendNumberCode(
  ports: WayPorts,
  shop: Shop,
  asked: { readonly customer: string; readonly number: string; readonly locale: string; readonly id: string },
  now_ms: number,
): Promise<"sent" | CodeRefusal | "unsent"> {
  const { customer, number, locale, id } = asked;
  const channel = await openWay("sms", waysOf(ports, shop));
  if (!channel.ok) return "unsent";
  const refusal = await openChallenge(ports.db, customer, id, "number", now_ms);
  if (refusal !== null) return refusal;
  const code = await codeFor(ports.link_keys, challengeOf(customer, id, number));
  const receipt = await channel.value.send({
    idempotency_key: `${customer}/number_code/${id}`,
    to: number,
    body: codeSms(shop.settings, locale, code),
  });
  return receipt.outcome === "accepted" || receipt.outcome === "unknown" ? "sent" : "unsent";
}

export async function isNumberProven(
  ports: WayPorts,
  customer: string,
  { id, number, code }: { readonly id: string; readonly number: string; readonly code: string },
  now_ms: number,
): Promise<boolean> {
  return await isProof(ports, customer, id, code, now_ms, number);
}

/** Keeps the choice and records it for the newest orders; later orders get it when they are placed. Empty `ways` means mail alone. */
export async function chooseWays(
  ports: WayPorts,
  shop: Shop,
  customer: string,
  { ways: before = [] }: Choices,
  ways: ChosenWays,
  now_ms: number,
): Promise<void> {
  await takeChoice(ports, shop, customer, {
    event: { type: "customer.ways_chosen", at: new Date(now_ms).toISOString(), ways: [...ways] },
    isChosen: (order) => sameWays(order.ways ?? [], ways),
    keep: sameWays(before, ways) ? [] : [
      upsertChoices(ports.db, customer, { ways: ways.length === 0 ? null : [...ways] }, now_ms),
      // Whoever asks for a way that they had left after a STOP has taken that back, as far as it is ours to say.
      ...ways.filter(({ to }) => !before.some((way) => way.to === to)).map(({ to }) =>
        deleteUnsubscribed(ports.db, shop.id, to)
      ),
      // By which their messages from there are known as theirs.
      ...ways.map(({ to }) => upsertReachOwner(ports.db, shop.id, to, customer)),
    ],
  }, now_ms);
}
