/** Refuses what would write to a shop whose rows move to another cell at this moment. */
import type { Context } from "hono";
import type { Shop } from "../flow/ports.ts";
import { inCell, type Ports } from "./ports.ts";

/** A move takes some minutes: whoever tries again later is served. */
export class ShopMoves extends Error {}
export const MOVES_RETRY_S = 60;

/** Returns the ports on the shop's cell for this request. Throws `ShopMoves` where the request would write and must not. */
export function servedIn(context: Pick<Context, "req">, ports: Ports, shop: Shop): Ports {
  const { method } = context.req;
  return method === "GET" || method === "HEAD" ? inCell(ports, shop) : writableIn(ports, shop);
}

/**
 * Returns the ports on the shop's cell, to write. Throws `ShopMoves` while it moves, and where it may have moved since
 * the directory was asked.
 */
export function writableIn(ports: Ports, shop: Shop): Ports {
  if (shop.is_moving || shop.is_remembered && ports.cells.length > 1) {
    throw new ShopMoves(`Cannot write for ${shop.id} as it moves to another cell`);
  }
  return inCell(ports, shop);
}
