/**
 * Tells a shop's own programs what has happened: posts what is due, signed, notes how it went, and switches an endpoint off
 * that takes nothing any more.
 */
import { FAILING_MAX_MS, nextTryAt } from "../../messages/webhook.ts";
import { isPublicAddress } from "../../values/public_address.ts";
import {
  deleteOldDeliveries,
  type DeliveryRow,
  type DeliveryTry,
  type EndpointRow,
  noteTold,
  putOffDeliveries,
  readDeliveries,
  readEndpoints,
  saveDelivery,
  selectDueDeliveries,
  selectEndpoints,
  switchEndpoint,
} from "../../sql/webhooks.ts";
import type { Shop } from "../ports.ts";
import { insertShopAlert } from "../shop_alert.ts";
import { signWebhook } from "./sign_webhook.ts";
import { SECRET_OF } from "./tell_programs.ts";

export interface WebhookPorts {
  readonly db: D1Database;
  /** Reaches the shop's own programs. */
  readonly fetch_endpoint: typeof globalThis.fetch;
}

/** Posts of one errand; what is left is the next tick's. */
const TOLD_MAX = 100;
/** Posts at the same time; a Worker may have six connections. */
const AT_ONCE_MAX = 5;
const TIMEOUT_MS = 10_000;
const TRIES_KEPT = 12;
const KEPT_MS = 14 * 86_400_000;
const RETRY_AFTER_MAX_S = 86_400;

/** How one post went. */
interface Answer {
  readonly status: number | null;
  readonly reason: string | null;
  readonly retry_after_s: number | null;
}

/** Serves one shop once; returns whether more may be due. */
export async function serveWebhooks(ports: WebhookPorts, shop: Shop, now_ms: number): Promise<boolean> {
  const { db } = ports;
  const [due, endpoints] = await db.batch([
    selectDueDeliveries(db, shop.id, now_ms, TOLD_MAX),
    selectEndpoints(db, shop.id),
    deleteOldDeliveries(db, shop.id, now_ms - KEPT_MS),
  ]);
  const rows = readDeliveries(due!);
  const known = new Map(readEndpoints(endpoints!).map((one) => [one.id, one]));
  /** Endpoints that took nothing in this run: what else they were to be told is put off with it. */
  const silent = new Set<string>();
  for (let at = 0; at < rows.length; at += AT_ONCE_MAX) {
    await Promise.all(
      rows.slice(at, at + AT_ONCE_MAX).map(async (row) => {
        const endpoint = known.get(row.endpoint);
        if (silent.has(row.endpoint)) return;
        if (endpoint === undefined || endpoint.state === "off") {
          await saveDelivery(db, shop.id, { ...row, due_at: null }).run();
          return;
        }
        const after = await tell(ports, shop, endpoint, row, now_ms);
        // Later events of this run see how it went.
        known.set(endpoint.id, { ...known.get(endpoint.id)!, ...after });
        if (after.failing_since !== null) silent.add(endpoint.id);
      }),
    );
  }
  return rows.length === TOLD_MAX;
}

async function tell(
  { db, fetch_endpoint }: WebhookPorts,
  shop: Shop,
  endpoint: EndpointRow,
  row: DeliveryRow,
  now_ms: number,
): Promise<Partial<EndpointRow>> {
  const answer = await post(fetch_endpoint, endpoint, row, secretsOf(shop, endpoint, now_ms), now_ms);
  const went_well = answer.status !== null && answer.status >= 200 && answer.status < 300;
  const attempts = row.attempts + 1;
  const one: DeliveryTry = { at: now_ms, status: answer.status, reason: answer.reason };
  const tries = [...row.tries, one].slice(-TRIES_KEPT);
  const since = endpoint.failing_since ?? now_ms;
  const off = went_well
    ? null
    : answer.status === 410
    ? "gone"
    : now_ms - since >= FAILING_MAX_MS
    ? "failing"
    : null;
  const due_at = went_well || off !== null ? null : nextTryAt(attempts, now_ms, answer.retry_after_s);
  await db.batch([
    saveDelivery(db, shop.id, {
      ...row,
      due_at,
      attempts,
      taken_at: went_well ? now_ms : row.taken_at,
      tries,
    }),
    ...(due_at === null ? [] : [putOffDeliveries(db, shop.id, endpoint.id, due_at)]),
    noteTold(db, shop.id, endpoint.id, went_well, now_ms),
    ...(off === null ? [] : [
      switchEndpoint(db, shop.id, endpoint.id, off),
      insertShopAlert(db, shop, { topic: "endpoint_off", detail: new URL(endpoint.url).host }, now_ms, {
        about: `${endpoint.id}:${now_ms}`,
      }),
    ]),
  ]);
  if (off !== null) return { state: "off", reason: off, failing_since: since };
  return { failing_since: went_well ? null : since };
}

async function post(
  fetch: typeof globalThis.fetch,
  { url }: EndpointRow,
  { id, body }: DeliveryRow,
  secrets: readonly string[],
  now_ms: number,
): Promise<Answer> {
  const failed = (reason: string): Answer => ({ status: null, reason, retry_after_s: null });
  if (secrets.length === 0) return failed("no secret");
  // Asked again: what counts as public may have been narrowed since the address was kept.
  if (!isPublicAddress(new URL(url))) return failed("not a public address");
  try {
    const response = await fetch(url, {
      method: "POST",
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: { "content-type": "application/json", ...await signWebhook(secrets, id, now_ms, body) },
      body,
    });
    // Nothing of the answer but its status says anything: it is not read.
    await response.body?.cancel();
    const after_s = Number(response.headers.get("retry-after") ?? Number.NaN);
    return {
      status: response.status,
      reason: response.status >= 300 && response.status < 400 ? "redirects are not followed" : null,
      retry_after_s: Number.isFinite(after_s) ? Math.min(Math.max(0, after_s), RETRY_AFTER_MAX_S) : null,
    };
  } catch (error) {
    return failed(
      error instanceof Error && error.name === "TimeoutError" ? "no answer in time" : "not reached",
    );
  }
}

/** The secrets that sign, newest first: the one before for as long as a rotation takes. */
function secretsOf({ secrets }: Shop, { id, rotated_until }: EndpointRow, now_ms: number): readonly string[] {
  const all = secrets[`${SECRET_OF}${id}`] ?? [];
  return rotated_until !== null && rotated_until > now_ms ? all.slice(0, 2) : all.slice(0, 1);
}
