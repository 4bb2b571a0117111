/**
 * Tells Waybill what happened in a shop, in its own event format, signed the Standard Webhooks way. Copy it into the shop:
 * it needs `fetch` and Web Crypto, which Node 20, Deno, Bun and Workers all have, and no package.
 */

export interface Waybill {
  /** `https://<your worker>/hooks/<shop>/standard` */
  readonly url: string;
  /** `whsec_` and the base64 of 24 to 64 random bytes, the same in Waybill. */
  readonly secret: string;
}

export interface WaybillEvent {
  /** The same whenever the same event is sent again; no full stop, slash or space. */
  readonly id: string;
  readonly type: string;
  /** When it happened. */
  readonly timestamp: string | Date;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Throws unless Waybill has it, so that whoever called tries again: a repeated event changes nothing. */
export async function tellWaybill(
  waybill: Waybill,
  { id, type, timestamp, data }: WaybillEvent,
  send: typeof fetch = fetch,
): Promise<void> {
  const body = JSON.stringify({ type, timestamp: new Date(timestamp).toISOString(), data });
  const sent_at = String(Math.floor(Date.now() / 1_000));
  const response = await send(waybill.url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": sent_at,
      "webhook-signature": `v1,${await sign(waybill.secret, `${id}.${sent_at}.${body}`)}`,
    },
    body,
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) throw new Error(`Waybill answered ${response.status}: ${await response.text()}`);
}

async function sign(secret: string, text: string): Promise<string> {
  const bytes = Uint8Array.from(atob(secret.replace(/^whsec_/, "")), (char) => char.charCodeAt(0));
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const signature = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(signature)));
}

/** Digits after the point that are not two. https://www.iso.org/iso-4217-currency-codes.html */
const WITHOUT_DIGITS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(" ");
const WITH_3_DIGITS = "BHD IQD JOD KWD LYD OMR TND".split(" ");

/** 89.9 EUR is 8990, 500 JPY is 500, 5.12 KWD is 5120. */
export function minorOf(amount: number | string, currency: string): number {
  const digits = WITHOUT_DIGITS.includes(currency) ? 0 : WITH_3_DIGITS.includes(currency) ? 3 : 2;
  return Math.round(Number(amount) * 10 ** digits);
}

/** A line by what it costs in all, after its discounts: three for 10.00 are 3.34 each, less 0.02. */
export function pricedLine(quantity: number, total_minor: number) {
  const unit_price_minor = Math.ceil(total_minor / quantity);
  return { quantity, unit_price_minor, discount_minor: unit_price_minor * quantity - total_minor };
}

type PricedLine = ReturnType<typeof pricedLine>;

/** What lines and shipping come to beyond the total is a discount, what they lack a fee: Waybill shows the sums as they are told. */
export function balanceOf(lines: readonly PricedLine[], shipping_minor: number, total_minor: number) {
  const over_minor = lines.reduce(
    (sum, line) => sum + line.quantity * line.unit_price_minor - line.discount_minor,
    shipping_minor - total_minor,
  );
  return {
    discounts: over_minor > 0 ? [{ amount_minor: over_minor }] : [],
    fees: over_minor < 0 ? [{ amount_minor: -over_minor }] : [],
  };
}

/** An address from whatever parts there are; nothing when there are none. */
export function addressOf(parts: {
  readonly name?: string | undefined;
  readonly company?: string | null | undefined;
  readonly lines: readonly (string | null | undefined)[];
  readonly city?: string | null | undefined;
  readonly region?: string | null | undefined;
  readonly postal_code?: string | null | undefined;
  readonly country?: string | null | undefined;
}) {
  const lines = parts.lines.filter((line) => line);
  if (lines.length === 0 && !parts.city) return undefined;
  return {
    name: parts.name || undefined,
    company: parts.company || undefined,
    lines,
    city: parts.city || undefined,
    region: parts.region || undefined,
    postal_code: parts.postal_code || undefined,
    country: parts.country?.toUpperCase() || undefined,
  };
}

export function nameOf(
  first: string | null | undefined,
  last: string | null | undefined,
): string | undefined {
  return [first, last].filter(Boolean).join(" ") || undefined;
}
