/**
 * Keeps a webhook that cannot be verified, as it came: nobody knows yet whether it is genuine. How many and how large
 * they may be is bounded for each shop by rate limits, which need no database.
 */
import { rawHeaders, type RawWebhook } from "../../flow/record/kept_webhook.ts";
import { spillWebhook } from "../../flow/record/spill.ts";
import type { Webhook } from "../../sources/source.ts";
import { logFailure } from "../log.ts";
import type { Ports } from "../ports.ts";
import { accept, type Answer, UNAVAILABLE } from "./answer.ts";

/** A body above this counts against the limit of large ones too. */
const LARGE_BYTES = 64_000;

export async function keepRaw(
  ports: Ports,
  shop_id: string,
  source: string,
  { headers, body, received_at_ms, token }: Webhook,
): Promise<Answer> {
  const kept_headers = rawHeaders(headers);
  if (kept_headers === null || !await isWithinLimits(ports, shop_id, body.byteLength)) return UNAVAILABLE;
  const raw: RawWebhook = {
    shop_id,
    source,
    received_at_ms,
    headers: kept_headers,
    ...(token === undefined ? {} : { token }),
    body_base64: body.toBase64(),
  };
  try {
    await spillWebhook(ports, { form: "raw", raw });
  } catch (error) {
    logFailure("spill_failed", { shop: shop_id }, error);
    return UNAVAILABLE;
  }
  return accept(202, { duplicate: false, kept: true });
}

async function isWithinLimits({ limits }: Ports, shop_id: string, bytes: number): Promise<boolean> {
  // The shop's name is unproven as well, so that all together have a limit too.
  const asked = [limits.raw_of_shop(shop_id), limits.raw_of_all("all")];
  if (bytes > LARGE_BYTES) asked.push(limits.raw_large("all"));
  return (await Promise.all(asked)).every(({ success }) => success);
}
