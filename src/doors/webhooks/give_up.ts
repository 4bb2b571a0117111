/** Sets a kept webhook aside that failed again and again although the database answers, and tells its shop. */
import { setAside, type Spilled } from "../../flow/record/spill.ts";
import { insertShopAlert } from "../../flow/shop_alert.ts";
import type { Ports } from "../ports.ts";
import { writableIn } from "../shop_moves.ts";

/** `id` names it among those of its shop. */
export async function giveUp(ports: Ports, spilled: Spilled, id: string): Promise<void> {
  const kept_at = await setAside(ports, spilled, id);
  if (kept_at === null) return;
  console.error(JSON.stringify({ event: "spill_dead", kept_at }));
  const now_ms = ports.clock();
  const shop = await ports.find_shop(kept_at.split("/")[1]!, now_ms);
  if (shop === null) return;
  await insertShopAlert(writableIn(ports, shop).db, shop, { topic: "webhook_set_aside" }, now_ms).run();
}
