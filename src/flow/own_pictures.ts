/** Gives an order's lines the addresses at which Waybill itself serves their pictures: readers ask no other host. */
import { type LinkPorts, pictureUrl } from "../links/picture_link.ts";
import type { Order } from "../orders/state.ts";

/** Pictures that one mail or page shows; the lines beyond are shown without. */
const PICTURES_MAX = 60;

export async function withOwnPictures(
  ports: LinkPorts,
  order: Order,
  most: number = PICTURES_MAX,
): Promise<Order> {
  if (!order.details.lines.some(({ image_url }) => image_url !== undefined)) return order;
  const made = new Map<string, string>();
  for (const { image_url } of order.details.lines) {
    if (image_url === undefined || made.has(image_url) || made.size >= most) continue;
    made.set(image_url, await pictureUrl(ports, image_url));
  }
  const lines = order.details.lines.map((line) => ({
    ...line,
    image_url: line.image_url === undefined ? undefined : made.get(line.image_url),
  }));
  return { ...order, details: { ...order.details, lines } };
}
