/**
 * Asks a store for the pictures of a new order's lines, which its webhooks leave out. Without a token, or without an answer, the
 * order is read without them; later snapshots keep what was found.
 */
import * as v from "valibot";
import { Line } from "../../orders/event.ts";
import { fitting } from "../read/fields.ts";
import type { Ask, OrderEvents } from "../source.ts";
import { askAdmin } from "./admin_api.ts";
import { API_VERSION } from "./api_version.ts";
import { shopifyHost } from "./host.ts";
import { PICTURES } from "./order_query.ts";

/** Lines of one question. */
const LINES_MAX = 100;

const Answer = v.object({
  order: v.object({
    lineItems: v.object({
      nodes: v.array(v.object({
        id: v.string(),
        image: v.nullish(v.object({ url: v.nullish(v.string()) })),
      })),
    }),
  }),
});

export async function withPictures(
  order_events: OrderEvents,
  tokens: readonly string[],
  ask: Ask,
): Promise<OrderEvents> {
  const [token] = tokens;
  const placed = order_events.events.find((event) => event.type === "order.placed");
  if (token === undefined || placed === undefined || !/^\d+$/.test(placed.order.id)) return order_events;
  const domain = shopifyHost(token);
  const access = { domain, token: token.slice(domain.length + 1), version: API_VERSION, ask };
  const id = `gid://shopify/Order/${placed.order.id}`;
  const answer = await askAdmin(access, PICTURES, { id, lines: LINES_MAX });
  const read = answer.ok ? v.safeParse(Answer, answer.value) : null;
  if (read === null || !read.success) return order_events;
  const pictures = new Map(
    read.output.order.lineItems.nodes.map(({ id, image }) => [
      id.slice(id.lastIndexOf("/") + 1),
      fitting(Line.entries.image_url, image?.url ?? undefined),
    ]),
  );
  const lines = placed.order.lines.map((line) => {
    const image_url = line.image_url ?? pictures.get(line.id);
    return image_url === undefined ? line : { ...line, image_url };
  });
  const events = order_events.events.map((event) =>
    event === placed ? { ...placed, order: { ...placed.order, lines } } : event
  );
  return { ...order_events, events };
}
