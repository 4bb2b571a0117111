/** What Waybill reads in an event as a connector sends it: its own source `standard`, signature included. */
import { createWaybill, type WaybillEvent } from "../client/src/index.ts";
import type { Webhook } from "../../src/sources/source.ts";
import { standard } from "../../src/sources/standard/standard.ts";

export const SECRET = "whsec_d2F5YmlsbC1jb25uZWN0b3ItdGVzdHMtc2VjcmV0";
const URL_OF_SHOP = "https://waybill.example/hooks/kontor/standard";

/** Throws with Waybill's own words where it would refuse the event or ignore it. */
export async function readByWaybill(event: WaybillEvent) {
  let webhook: Webhook | undefined;
  const waybill = createWaybill({
    url: URL_OF_SHOP,
    secret: SECRET,
    background: false,
    fetch: async (input, init) => {
      const request = new Request(input as string, init as RequestInit);
      const body = new Uint8Array(await request.arrayBuffer());
      webhook = { headers: request.headers, body, received_at_ms: Date.now() };
      return new Response("{}", { status: 202 });
    },
  });
  await waybill.send(event);
  await waybill.flush();
  const verified = await standard.verify(webhook!, [SECRET]);
  if (!verified.ok) throw new Error(verified.message);
  const reading = await standard.read(webhook!);
  if (!reading.ok) throw new Error(reading.message);
  if (reading.value.type === "ignored") throw new Error(`Waybill ignores ${reading.value.topic}`);
  return reading.value;
}

interface Priced {
  readonly lines: readonly {
    readonly quantity: number;
    readonly unit_price_minor: number;
    readonly discount_minor?: number;
  }[];
  readonly discounts?: readonly { readonly amount_minor: number }[];
  readonly fees?: readonly { readonly amount_minor: number }[];
  readonly shipping?: { readonly amount_minor: number };
  readonly gift_cards?: readonly { readonly amount_minor: number }[];
  readonly rounding_minor?: number;
}

/** What the parts of an order come to: a mail shows them above its total. */
export function addedUp(
  { lines, discounts = [], fees = [], gift_cards = [], shipping, rounding_minor = 0 }: Priced,
): number {
  const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
  return sum(lines.map((line) => line.quantity * line.unit_price_minor - (line.discount_minor ?? 0))) -
    sum(discounts.map(({ amount_minor }) => amount_minor)) +
    sum(fees.map(({ amount_minor }) => amount_minor)) +
    (shipping?.amount_minor ?? 0) - sum(gift_cards.map(({ amount_minor }) => amount_minor)) + rounding_minor;
}
