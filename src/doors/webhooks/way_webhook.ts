/** Takes what the service of a short way sends: verified as that service documents, read, and handed to the flow. */
import type { Context } from "hono";
import { listenTo, readIncoming, verifyIncoming } from "../../channels/table.ts";
import { wake } from "../../flow/deliver/wake.ts";
import type { Shop } from "../../flow/ports.ts";
import { takeIncoming } from "../../flow/ways/take_incoming.ts";
import { waysOf } from "../../flow/ways/ways_of_shop.ts";
import { isShortWay, type ShortWay } from "../../messages/ways.ts";
import { SHOP_ID } from "../../orders/order_id.ts";
import { err, type Result } from "../../result.ts";
import { faultIn } from "../../sources/read/parse_error.ts";
import type { SignatureRefusal, Webhook } from "../../sources/source.ts";
import type { WaybillHono } from "../hono.ts";
import { logFailure } from "../log.ts";
import { type Ports, portsOf } from "../ports.ts";
import { accept, type Answer } from "./answer.ts";
import type { Arrival } from "./arrival.ts";
import type { Refused } from "./bury.ts";

export async function verifyWayWebhook(
  ports: Ports,
  shop: Shop,
  way: ShortWay,
  webhook: Webhook,
): Promise<Result<null, SignatureRefusal>> {
  const opened = await listenTo(way, waysOf(ports, shop));
  // A shop without the account knows nobody who could have signed.
  return opened.ok
    ? await verifyIncoming(opened.value, webhook)
    : err("signature", "This shop has no account at this service");
}

/** Reads without recording anything; null where the shop has no account any more. */
export async function readWayWebhook(ports: Ports, shop: Shop, way: ShortWay, webhook: Webhook) {
  const opened = await listenTo(way, waysOf(ports, shop));
  return opened.ok ? await readIncoming(opened.value, webhook) : null;
}

/** Takes a verified webhook. Throws in an outage: a repetition completes whatever was written in part. */
export async function takeWayWebhook(
  { ports, shop, webhook, now_ms, background }: Arrival,
  way: ShortWay,
): Promise<Answer | Refused> {
  const opened = await listenTo(way, waysOf(ports, shop));
  if (!opened.ok) return accept(200, { ignored: "the shop has no account at this service" });
  const reading = await readIncoming(opened.value, webhook);
  if (!reading.ok) {
    const { reason, message } = reading;
    return { reason, message, fault: faultIn(message) };
  }
  const { items, skipped } = reading.value;
  if (items.length === 0) return accept(200, { ignored: skipped[0] ?? "nothing" });
  const { messages, reports, known, due_keys } = await takeIncoming(
    ports,
    shop,
    opened.value,
    reading.value,
    now_ms,
  );
  background(wake(ports.wake_queue, due_keys).catch((error) => logFailure("wake_lost", {}, error)));
  return known > 0 && known === items.length
    ? accept(200, { duplicate: true })
    : accept(202, { messages, reports, known });
}

/** `GET /hooks/:shop/:source`: a service asks whether the address is ours, and gets its question back. */
export async function answerChallenge(context: Context<WaybillHono>): Promise<Response> {
  const ports = portsOf(context.env);
  const [shop_id, name] = [context.req.param("shop") ?? "", context.req.param("source") ?? ""];
  const nothing = () => context.json({ accepted: false, error: "not_found" }, 404);
  if (!isShortWay(name) || !SHOP_ID.test(shop_id)) return nothing();
  const shop = await ports.find_shop(shop_id, ports.clock());
  const opened = shop === null ? null : await listenTo(name, waysOf(ports, shop));
  if (opened === null || !opened.ok || opened.value.definition.challenge === undefined) return nothing();
  const { definition, account } = opened.value;
  const answer = definition.challenge!(new URL(context.req.url).searchParams, account);
  return answer === null ? context.json({ accepted: false, error: "challenge" }, 403) : context.text(answer);
}
