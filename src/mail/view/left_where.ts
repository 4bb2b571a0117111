/** Words what the carrier says of a parcel that its customer misses: where and when it left it, or saw it last. Pure. */
import type { Missed } from "../../customers/missing.ts";
import type { ShopSettings } from "../../orders/shop.ts";
import type { Order } from "../../orders/state.ts";
import { scanZone } from "../../orders/zone.ts";
import type { Wording } from "../format/amounts.ts";
import { weekMomentText } from "../format/dates.ts";
import { placeText } from "../format/place.ts";
import { oneLine, textOrNull } from "../format/text.ts";

export function leftWhere(
  order: Order,
  shop: ShopSettings,
  { shipment, scan, has_arrived }: Missed,
  { t, locale }: Wording,
): readonly string[] {
  const [tracking] = shipment.tracking;
  const carrier = textOrNull(tracking?.carrier) ?? t("missing.the_carrier");
  const number = textOrNull(tracking?.number);
  const told = scan === undefined ? t("missing.no_scan", { carrier }) : t(
    has_arrived
      ? "missing.left"
      : scan.status === "returned_to_sender"
      ? "missing.sent_back"
      : "missing.seen",
    {
      carrier,
      when: weekMomentText(locale, scanZone(order, shop, scan), scan.at),
    },
  );
  const where = [textOrNull(scan?.description), placeText(scan?.place, order.details)]
    .filter((part) => part !== null).join(" · ");
  return [
    told,
    ...(where === "" ? [] : [t("missing.where", { where: oneLine(where) })]),
    ...(number === null ? [] : [t("missing.number", { number })]),
  ];
}
