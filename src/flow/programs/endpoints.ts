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
import { changeSecrets, secretBytes, type SecretPorts } from "../connect/change_secrets.ts";
import type { Shop } from "../ports.ts";
import { webhookSecret } from "./sign_webhook.ts";
import { SECRET_OF, toldEvent } from "./tell_programs.ts";

export interface EndpointPorts extends SecretPorts {
  readonly shop_changed: (shop_id: string) => void;
}

/** For so long the secret before a new one signs too. */
export const ROTATION_MS = 24 * 3_600_000;
const ID_BYTES = 9;
/** Characters of an id: what the bytes make in base64. */
const ID_LENGTH = 12;
/** What one replay owes again. */
export const REPLAY_MAX = 500;

export interface NewEndpoint {
  readonly url: string;
  readonly types: readonly string[];
}

/**
 * Returns the id and the secret, which is shown this once; null where the shop has as many as it may have. With `request`, the id
 * of a form, the same request makes one endpoint, and is told the same secret again.
 */
export async function makeEndpoint(
  ports: EndpointPorts,
  shop: Shop,
  { url, types }: NewEndpoint,
  now_ms: number,
  request?: string,
): Promise<{ readonly id: string; readonly secret: string } | null> {
  const id = request?.slice(0, ID_LENGTH) ??
    ports.random(ID_BYTES).toBase64({ alphabet: "base64url", omitPadding: true });
  const secret = await endpointSecret(ports, shop.id, id, request);
  const { meta } = await insertEndpoint(ports.db, shop.id, { id, url, types: types.join(" ") }, now_ms).run();
  const is_again = meta.changes === 0;
  if (is_again && (await findEndpoint(ports.db, shop.id, id))?.url !== url) return null;
  const name = `${SECRET_OF}${id}`;
  const kept = await changeSecrets(
    ports,
    shop.id,
    (secrets) => secrets[name] === undefined ? { ...secrets, [name]: [secret] } : secrets,
    is_again ? [] : [testDelivery(ports, shop, id, now_ms)],
  );
  ports.shop_changed(shop.id);
  // A form that is sent again after the secret was changed tells none.
  return kept?.[name]?.includes(secret) === true ? { id, secret } : null;
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

/**
 * Returns the new secret; the one before signs too for a day. Null where there is no such endpoint. With `request`, the id of a
 * form, the same request makes one secret and is told it again.
 */
export async function rotateEndpoint(
  ports: EndpointPorts,
  shop: Shop,
  id: string,
  now_ms: number,
  request?: string,
): Promise<string | null> {
  if (await findEndpoint(ports.db, shop.id, id) === null) return null;
  const secret = await endpointSecret(ports, shop.id, id, request);
  const name = `${SECRET_OF}${id}`;
  await changeSecrets(
    ports,
    shop.id,
    (secrets) => {
      const known = secrets[name] ?? [];
      return known.includes(secret) ? secrets : { ...secrets, [name]: [secret, ...known].slice(0, 2) };
    },
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

async function endpointSecret(
  ports: EndpointPorts,
  shop_id: string,
  id: string,
  request: string | undefined,
): Promise<string> {
  return webhookSecret(await secretBytes(ports, ["secret of an endpoint", shop_id, id], request));
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
