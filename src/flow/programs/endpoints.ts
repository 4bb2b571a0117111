/** Makes, changes, rotates and ends the addresses of a shop's programs that are told of what happens. */
import {
  deleteEndpoint,
  type EndpointRow,
  insertDelivery,
  insertEndpoint,
  noteRotated,
  oweAgain,
  readEndpoints,
  selectEndpoints,
  switchEndpoint,
  updateEndpoint,
} from "../../sql/webhooks.ts";
import { changeSecrets, type SecretPorts } from "../connect/change_secrets.ts";
import type { Shop } from "../ports.ts";
import { newWebhookSecret } from "./sign_webhook.ts";
import { SECRET_OF, toldEvent } from "./tell_programs.ts";

export interface EndpointPorts extends SecretPorts {
  readonly shop_changed: (shop_id: string) => void;
}

/** For so long the secret before a new one signs too. */
export const ROTATION_MS = 24 * 3_600_000;
const ID_BYTES = 9;
/** What one replay owes again. */
export const REPLAY_MAX = 500;

export interface NewEndpoint {
  readonly url: string;
  readonly types: readonly string[];
  /** Where a form brings its own, so that a second click makes no second endpoint. */
  readonly id?: string | undefined;
}

/** Returns the id and the secret, which is shown this once; null where the shop has as many as it may have. */
export async function makeEndpoint(
  ports: EndpointPorts,
  shop: Shop,
  { url, types, id = ports.random(ID_BYTES).toBase64({ alphabet: "base64url", omitPadding: true }) }:
    NewEndpoint,
  now_ms: number,
): Promise<{ readonly id: string; readonly secret: string } | null> {
  const { meta } = await insertEndpoint(ports.db, shop.id, { id, url, types: types.join(" ") }, now_ms).run();
  if (meta.changes === 0) return null;
  const secret = newWebhookSecret(ports.random);
  await changeSecrets(ports, shop.id, (secrets) => ({ ...secrets, [`${SECRET_OF}${id}`]: [secret] }), [
    testDelivery(ports, shop, id, now_ms),
  ]);
  ports.shop_changed(shop.id);
  return { id, secret };
}

/** Returns what the endpoint is; null where the shop has none of this id. */
export async function findEndpoint(db: D1Database, shop_id: string, id: string): Promise<EndpointRow | null> {
  return readEndpoints(await selectEndpoints(db, shop_id).all()).find((one) => one.id === id) ?? null;
}

export interface EndpointChange {
  readonly url?: string | undefined;
  readonly types?: readonly string[] | undefined;
  readonly is_on?: boolean | undefined;
}

/** Returns false where there is no such endpoint. */
export async function changeEndpoint(
  { db }: Pick<EndpointPorts, "db">,
  shop: Shop,
  id: string,
  { url, types, is_on }: EndpointChange,
): Promise<boolean> {
  const found = await findEndpoint(db, shop.id, id);
  if (found === null) return false;
  await db.batch([
    updateEndpoint(db, shop.id, id, { url: url ?? found.url, types: types?.join(" ") ?? found.types }),
    ...(is_on === undefined ? [] : [switchEndpoint(db, shop.id, id, is_on ? null : "by_hand")]),
  ]);
  return true;
}

/** Returns the new secret; the one before signs too for a day. Null where there is no such endpoint. */
export async function rotateEndpoint(
  ports: EndpointPorts,
  shop: Shop,
  id: string,
  now_ms: number,
): Promise<string | null> {
  if (await findEndpoint(ports.db, shop.id, id) === null) return null;
  const secret = newWebhookSecret(ports.random);
  const name = `${SECRET_OF}${id}`;
  await changeSecrets(
    ports,
    shop.id,
    (secrets) => ({ ...secrets, [name]: [secret, ...(secrets[name] ?? [])].slice(0, 2) }),
    [noteRotated(ports.db, shop.id, id, now_ms + ROTATION_MS)],
  );
  ports.shop_changed(shop.id);
  return secret;
}

/** Takes the endpoint away with its secret and its log. Returns false where there is none. */
export async function endEndpoint(ports: EndpointPorts, shop: Shop, id: string): Promise<boolean> {
  if (await findEndpoint(ports.db, shop.id, id) === null) return false;
  await changeSecrets(
    ports,
    shop.id,
    ({ [`${SECRET_OF}${id}`]: _, ...rest }) => rest,
    deleteEndpoint(ports.db, shop.id, id),
  );
  ports.shop_changed(shop.id);
  return true;
}

/** Owes one event again, or all that were not taken. Returns how many; null where there is no such endpoint. */
export async function replayDeliveries(
  { db }: Pick<EndpointPorts, "db">,
  shop: Shop,
  id: string,
  event: string | null,
  now_ms: number,
): Promise<number | null> {
  if (await findEndpoint(db, shop.id, id) === null) return null;
  const { meta } = await oweAgain(db, shop.id, id, event, now_ms, REPLAY_MAX).run();
  return meta.changes;
}

/** Owes the endpoint a first word. Returns false where there is none. */
export async function testEndpoint(
  ports: Pick<EndpointPorts, "db">,
  shop: Shop,
  id: string,
  now_ms: number,
): Promise<boolean> {
  if (await findEndpoint(ports.db, shop.id, id) === null) return false;
  await testDelivery(ports, shop, id, now_ms).run();
  return true;
}

function testDelivery(
  { db }: Pick<EndpointPorts, "db">,
  shop: Shop,
  id: string,
  now_ms: number,
): D1PreparedStatement {
  const event = toldEvent(shop.id, { type: "webhook.test", id: `${id}:${now_ms}`, data: {} }, now_ms);
  return insertDelivery(db, shop.id, id, event, now_ms);
}
