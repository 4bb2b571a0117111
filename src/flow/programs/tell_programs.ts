/** Owes what has happened to a shop's own programs, in the commit in which it happens. A shop without endpoints gets no statement. */
import {
  isOrderKind,
  isShortAnswerKind,
  isSmsKind,
  keyText,
  type MessageKey,
  type MessageKind,
} from "../../messages/message.ts";
import { SHORT_WAYS, shortWayOf, type Way } from "../../messages/ways.ts";
import { type WebhookType, webhookTypeOf } from "../../messages/webhook.ts";
import { insertDeliveries, type ToldEvent } from "../../sql/webhooks.ts";
import type { Shop } from "../ports.ts";

/** A shop's secrets say whether it has endpoints: nothing is read for it. */
export type ToldShop = Pick<Shop, "id" | "secrets">;

export const SECRET_OF = "webhook.";

export function hasEndpoints({ secrets }: Pick<Shop, "secrets">): boolean {
  return Object.keys(secrets).some((name) => name.startsWith(SECRET_OF));
}

/** What has happened; `id` tells it apart from all other events of the type and shop. */
export interface Happened {
  readonly type: WebhookType;
  readonly id: string;
  readonly data: Readonly<Record<string, string | number | boolean | null | undefined>>;
}

export function tellPrograms(
  db: D1Database,
  shop: ToldShop,
  happened: readonly Happened[],
  now_ms: number,
): readonly D1PreparedStatement[] {
  if (happened.length === 0 || !hasEndpoints(shop)) return [];
  return [insertDeliveries(db, shop.id, happened.map((one) => toldEvent(shop.id, one, now_ms)), now_ms)];
}

export function toldEvent(shop_id: string, { type, id, data }: Happened, now_ms: number): ToldEvent {
  return {
    // The signature is over `id.timestamp.body`: the id itself must have no dot, and be fit for a header.
    id: encodeURIComponent(`${type}:${id}`).replaceAll(".", "_"),
    type,
    body: JSON.stringify({
      type,
      timestamp: new Date(now_ms).toISOString(),
      data: { shop: shop_id, ...data },
    }),
  };
}

/** What became of a message. */
export function messageHappened(
  key: MessageKey,
  state:
    | "sent"
    | "delivered"
    | "bounced"
    | "complained"
    | "opened"
    | "clicked"
    | "suppressed"
    | "failed"
    | "unknown",
  more: { readonly reason?: string | null | undefined; readonly channel?: string | null | undefined },
  at_ms: number,
): Happened {
  return {
    type: `message.${state}`,
    id: `${keyText(key)}:${at_ms}`,
    data: {
      message: keyText(key),
      kind: key.kind,
      order: isOrderKind(key.kind) ? key.subject : null,
      state,
      way: wayOf(key.kind, more.channel),
      reason: more.reason ?? null,
      ...(more.channel !== undefined && { channel: more.channel }),
    },
  };
}

/** By which way a message went or was to go: that of its channel, else that of its kind; null where neither says it. */
function wayOf(kind: MessageKind, channel: string | null | undefined): Way | null {
  if (channel != null && channel !== "capture") return shortWayOf(channel) ?? "mail";
  const short = SHORT_WAYS.find((way) => kind.endsWith(`_${way}`));
  return short ?? (isSmsKind(kind) || isShortAnswerKind(kind) ? null : "mail");
}

/** New events of an order. */
export function orderHappened(
  order_id: string,
  number: string,
  webhooks: readonly {
    readonly source: string;
    readonly webhook_id: string;
    readonly events: readonly { readonly type: string }[];
  }[],
): readonly Happened[] {
  return webhooks.flatMap(({ source, webhook_id, events }) =>
    events.map(({ type }, index) => ({
      type: webhookTypeOf(type),
      id: `${order_id}:${source}:${webhook_id}:${index}`,
      data: { order: order_id, number, event: type },
    }))
  );
}

/** What became of a case; `id` is of the entry or act. */
export function caseHappened(
  type: WebhookType & `case.${string}`,
  { id, order_id }: { readonly id: string; readonly order_id: string | null },
  entry_id: string,
  act?: string,
): Happened {
  return {
    type,
    id: `${id}:${entry_id}`,
    data: { case: id, order: order_id, ...(act !== undefined && { act }) },
  };
}
