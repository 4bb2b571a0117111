/**
 * Gives a new order's lines the pictures that the storefront's webhooks about products named. A line that has a picture keeps it;
 * later snapshots of the order keep what was found.
 */
import { type PictureRow, selectPictures } from "../../sql/product_pictures.ts";
import type { RecordPorts, Shop } from "../ports.ts";
import type { OrderWebhook } from "./order_webhook.ts";

/** Items of one question: an order of more lines is shown without the pictures of the others. */
const ITEMS_MAX = 400;

export async function withKnownPictures(
  { db }: Pick<RecordPorts, "db">,
  shop: Shop,
  webhook: OrderWebhook,
): Promise<OrderWebhook> {
  const { pictured_as = {}, source, events } = webhook;
  const placed = events.find((event) => event.type === "order.placed");
  const items = (placed?.order.lines ?? []).filter(({ image_url }) => image_url === undefined)
    .flatMap(({ id }) => pictured_as[id] ?? []);
  if (placed === undefined || items.length === 0) return webhook;
  const { results } = await selectPictures(db, shop.id, source, [...new Set(items)].slice(0, ITEMS_MAX))
    .all<PictureRow>();
  if (results.length === 0) return webhook;
  const known = new Map(results.map(({ item, url }) => [item, url]));
  const lines = placed.order.lines.map((line) => {
    const item = pictured_as[line.id]?.find((name) => known.has(name));
    return line.image_url !== undefined || item === undefined
      ? line
      : { ...line, image_url: known.get(item)! };
  });
  return {
    ...webhook,
    events: events.map((event) =>
      event === placed ? { ...placed, order: { ...placed.order, lines } } : event
    ),
  };
}
