/**
 * Reads Shopify's returns: asked for, approved, declined, cancelled, opened again, and done with. What a webhook leaves out is
 * asked for with the shop's token. https://shopify.dev/docs/api/admin-graphql/latest/objects/Return
 */
import * as v from "valibot";
import type { OrderEvent, Return, RETURN_EVENTS } from "../../orders/event.ts";
import { err, ok, type Result } from "../../result.ts";
import { Code, fitting, helpful, list, Words } from "../read/fields.ts";
import { checked } from "../read/parse_error.ts";
import { Instant } from "../../values/schemas.ts";
import type { ReadingRefusal, SourcePorts, Webhook } from "../source.ts";
import { askAdmin } from "./admin_api.ts";
import { API_VERSION } from "./api_version.ts";
import { identity, idOf } from "./fields.ts";
import { shopifyHost } from "./host.ts";

type ReturnEventType = (typeof RETURN_EVENTS)[number];

/** What each topic says; of an update, the state that the return is in says it. */
export const RETURN_TOPICS = {
  "returns/request": "return.requested",
  "returns/approve": "return.approved",
  "returns/decline": "return.declined",
  "returns/cancel": "return.cancelled",
  "returns/process": "return.received",
  "returns/close": "return.received",
  "returns/reopen": "return.approved",
  "returns/update": null,
} as const satisfies Readonly<Record<string, ReturnEventType | null>>;
export type ReturnTopic = keyof typeof RETURN_TOPICS;

/** `ReturnStatus` of the Admin API. */
const BY_STATUS: Readonly<Record<string, ReturnEventType>> = {
  requested: "return.requested",
  open: "return.approved",
  declined: "return.declined",
  canceled: "return.cancelled",
  closed: "return.received",
};

const Payload = v.object({
  ...identity,
  status: Code,
  order: helpful(v.object(identity)),
  return_line_items: list(v.object({
    quantity: v.pipe(v.number(), v.integer(), v.minValue(1)),
    return_reason_note: Words,
    customer_note: Words,
    fulfillment_line_item: v.object({ line_item: v.object(identity) }),
  })),
  decline: helpful(v.object({ note: Words })),
});

/** The whole return, as the Admin API knows it. */
export const RETURN = `query Return($id: ID!, $lines: Int!) {
  return(id: $id) {
    status
    order { id }
    decline { note }
    returnLineItems(first: $lines) {
      nodes {
        ... on ReturnLineItem {
          quantity
          returnReasonNote
          customerNote
          fulfillmentLineItem { lineItem { id } }
        }
      }
    }
  }
}`;

const LINES_MAX = 100;
const Gid = v.pipe(v.string(), v.regex(/\/\d{1,20}$/));
const Answer = v.object({
  return: v.nullable(v.object({
    status: v.string(),
    order: v.object({ id: Gid }),
    decline: v.nullish(v.object({ note: Words })),
    returnLineItems: v.object({
      nodes: list(v.object({
        quantity: v.pipe(v.number(), v.integer(), v.minValue(1)),
        returnReasonNote: Words,
        customerNote: Words,
        fulfillmentLineItem: v.object({ lineItem: v.object({ id: Gid }) }),
      })),
    }),
  })),
});

/** A return as payload or answer states it. */
interface Stated {
  readonly id: string;
  readonly status: string | undefined;
  readonly order: string | undefined;
  readonly lines: Return["lines"];
  readonly note: string | undefined;
}

/** `event` is null where the webhook does not say what became of the return, and nobody could be asked. */
export interface ReadReturn {
  readonly order: string;
  readonly event: OrderEvent | null;
}

export async function readReturn(
  topic: ReturnTopic,
  json: unknown,
  { headers, received_at_ms }: Pick<Webhook, "headers" | "received_at_ms">,
  { tokens = [], ask }: Partial<SourcePorts>,
): Promise<Result<ReadReturn | null, ReadingRefusal>> {
  const payload = checked(Payload, json);
  if (!payload.ok) return payload;
  const stated = statedBy(payload.value);
  // An update may name only what changed, and a return's end need not name its lines.
  const needs_lines = topic === "returns/request" || topic === "returns/update";
  const is_stated = RETURN_TOPICS[topic] !== null || typeOf(stated) !== undefined;
  const is_whole = stated.order !== undefined && is_stated && (stated.lines.length > 0 || !needs_lines);
  const asked = is_whole || ask === undefined ? null : await askFor(stated.id, tokens, ask);
  // What an update changes, the next webhook of the return says as well; any other one must not be lost.
  if (asked !== null && !asked.ok && topic !== "returns/update") return asked;
  const answered = asked !== null && asked.ok ? asked.value : null;
  const found = answered ?? stated;
  if (found.order === undefined) return ok(null);
  const type = RETURN_TOPICS[topic] ?? typeOf(found);
  if (type === undefined || (!is_whole && topic === "returns/update" && answered === null)) {
    return ok({ order: found.order, event: null });
  }
  const triggered_at = fitting(Instant, headers.get("x-shopify-triggered-at") ?? undefined);
  // The header is not signed: it cannot lie ahead.
  const at_ms = Math.min(
    triggered_at === undefined ? received_at_ms : Date.parse(triggered_at),
    received_at_ms,
  );
  const note = type === "return.declined" ? found.note ?? stated.note : undefined;
  return ok({
    order: found.order,
    event: {
      type,
      at: new Date(at_ms).toISOString(),
      return: { id: found.id, lines: found.lines, steps: [] },
      ...(note === undefined ? {} : { reason: note }),
    },
  });
}

function typeOf({ status = "" }: Stated): ReturnEventType | undefined {
  return BY_STATUS[status.toLowerCase()];
}

function statedBy(payload: v.InferOutput<typeof Payload>): Stated {
  return {
    id: idOf(payload),
    status: payload.status ?? undefined,
    order: payload.order === undefined ? undefined : idOf(payload.order),
    lines: payload.return_line_items.map((line) =>
      returnLine(
        idOf(line.fulfillment_line_item.line_item),
        line.quantity,
        line.customer_note ?? line.return_reason_note,
      )
    ),
    note: payload.decline?.note,
  };
}

function returnLine(line_id: string, quantity: number, reason: string | undefined): Return["lines"][number] {
  return { line_id, quantity, ...(reason === undefined ? {} : { reason }) };
}

/** Null where the shop has no token, or Shopify shows the return to nobody. */
async function askFor(
  id: string,
  tokens: readonly string[],
  ask: NonNullable<Partial<SourcePorts>["ask"]>,
): Promise<Result<Stated | null, "unavailable">> {
  const [token] = tokens;
  if (token === undefined || !/^\d+$/.test(id)) return ok(null);
  const domain = shopifyHost(token);
  const access = { domain, token: token.slice(domain.length + 1), version: API_VERSION, ask };
  const answer = await askAdmin(access, RETURN, { id: `gid://shopify/Return/${id}`, lines: LINES_MAX });
  if (!answer.ok) {
    return answer.reason === "denied" || answer.reason === "unauthorized"
      ? ok(null)
      : err("unavailable", answer.message);
  }
  const read = checked(Answer, answer.value);
  if (!read.ok) return err("unavailable", `Cannot read Shopify's answer: ${read.message}`);
  const found = read.value.return;
  return ok(
    found === null ? null : {
      id,
      status: found.status,
      order: numberOf(found.order.id),
      lines: found.returnLineItems.nodes.map((
        { quantity, customerNote, returnReasonNote, fulfillmentLineItem },
      ) => returnLine(numberOf(fulfillmentLineItem.lineItem.id), quantity, customerNote ?? returnReasonNote)),
      note: found.decline?.note,
    },
  );
}

function numberOf(gid: string): string {
  return gid.slice(gid.lastIndexOf("/") + 1);
}
