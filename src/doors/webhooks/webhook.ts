/**
 * `POST /hooks/:shop/:source`: finds the shop, reads the raw bytes, and answers. A webhook that cannot be verified since
 * the database is away is kept as it came.
 */
import type { Context } from "hono";
import type { Shop } from "../../flow/ports.ts";
import { SHOP_ID } from "../../orders/order_id.ts";
import type { Webhook } from "../../sources/source.ts";
import { readBounded } from "../body.ts";
import type { WaybillHono } from "../hono.ts";
import { logFailure } from "../log.ts";
import { portsOf } from "../ports.ts";
import { type Answer, refuse, responseOf, UNAVAILABLE } from "./answer.ts";
import { keepRaw } from "./keep_raw.ts";
import { senderNamed } from "./sender.ts";
import { BODY_MAX_BYTES, takeWebhook, UNKNOWN_SOURCE } from "./take_webhook.ts";

/** A larger one than is read is still verified, so that its shop is told; a Worker has 128 MB. */
const KEPT_MAX_BYTES = 2 * BODY_MAX_BYTES;

const UNKNOWN_SHOP = refuse(404, "unknown_shop", "There is no such shop");
const TOO_LARGE = refuse(
  413,
  "too_large",
  `Cannot accept webhook as its body must be <= ${BODY_MAX_BYTES} bytes`,
);

export async function receiveWebhook(context: Context<WaybillHono>): Promise<Response> {
  const answer = await answerTo(context);
  // Twilio reads what comes back as its own markup, and reports anything else as a fault.
  if (context.req.param("source") === "sms" && answer.status < 300) {
    return context.body("<Response></Response>", 200, { "Content-Type": "text/xml" });
  }
  return responseOf(context, answer);
}

async function answerTo(context: Context<WaybillHono>): Promise<Answer> {
  const ports = portsOf(context.env);
  const received_at_ms = ports.clock();
  const shop_id = context.req.param("shop") ?? "";
  const name = context.req.param("source") ?? "";
  if (senderNamed(name) === null) return UNKNOWN_SOURCE;
  if (!SHOP_ID.test(shop_id)) return UNKNOWN_SHOP;

  let shop: Shop | null | "unreachable";
  try {
    shop = await ports.find_shop(shop_id, received_at_ms);
  } catch (error) {
    logFailure("shop_not_read", { shop: shop_id }, error);
    shop = "unreachable";
  }
  if (shop === null) return UNKNOWN_SHOP;

  const body = await readBounded(context.req.raw, KEPT_MAX_BYTES);
  if (body === null || (shop === "unreachable" && body.byteLength > BODY_MAX_BYTES)) return TOO_LARGE;
  // The header is preferred, since it appears in no log; the query is for senders that can set only a URL.
  const token = context.req.header("X-Waybill-Token") ?? context.req.query("token");
  const webhook: Webhook = { headers: context.req.raw.headers, body, received_at_ms, token };
  if (shop === "unreachable") return await keepRaw(ports, shop_id, name, webhook);
  try {
    const background = (work: Promise<unknown>) => context.executionCtx.waitUntil(work);
    const answer = await takeWebhook({ ports, shop, name, webhook, now_ms: received_at_ms, background });
    // The remembered secrets may be old ones: whether the sender has a new one is seen when the database is back.
    const may_be_rotated = answer.status === 401 && shop.is_remembered === true;
    return may_be_rotated && body.byteLength <= BODY_MAX_BYTES
      ? await keepRaw(ports, shop_id, name, webhook)
      : answer;
  } catch (error) {
    logFailure("webhook_not_taken", { shop: shop.id, source: name }, error);
    if (body.byteLength > BODY_MAX_BYTES) return UNAVAILABLE;
    return await keepRaw(ports, shop_id, name, webhook);
  }
}
