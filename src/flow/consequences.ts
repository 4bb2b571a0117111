/** What else is true once a mail was tried, in the same commit: counted, told to the shop, channels left alone or trusted again. */
import { isOpen } from "../messages/circuit.ts";
import { countSent, deleteCircuit, upsertCircuit } from "../store/channels.ts";
import { countDay } from "../store/stats.ts";
import { type Attempted, dayOf, type Delivering, limitedChannels } from "./delivering.ts";
import { insertShopAlert } from "./shop_alert.ts";

export function consequences(
  { ports: { db }, key, shop, now_ms }: Delivering,
  { settlement, circuits }: Attempted,
): readonly D1PreparedStatement[] {
  const { state, reason, channel } = settlement;
  const day = dayOf(now_ms);
  const is_limited = channel !== null && limitedChannels(shop.settings).includes(channel);
  const down = circuits.find((circuit) => isOpen(circuit, now_ms));
  return [
    ...circuits.map((circuit) =>
      circuit.failures === 0
        ? deleteCircuit(db, shop.id, circuit.channel)
        : upsertCircuit(db, shop.id, circuit)
    ),
    ...(state === "sent" && is_limited ? [countSent(db, shop.id, channel, day)] : []),
    ...(state === "sent" || state === "failed" ? [countDay(db, shop.id, day, key.kind, state)] : []),
    ...(state === "failed" && key.kind !== "shop_alert"
      ? [insertShopAlert(db, shop, { topic: "mail_failed", detail: `${key.kind}: ${reason}` }, now_ms)]
      : []),
    ...(down === undefined || key.kind === "shop_alert" ? [] : [
      insertShopAlert(
        db,
        shop,
        { topic: "channel_down", detail: `${down.channel}: ${down.reason}` },
        now_ms,
        {
          about: `${down.channel}:${day}`,
        },
      ),
    ]),
  ];
}
