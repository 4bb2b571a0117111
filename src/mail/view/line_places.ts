/** Says where the pieces of a line are: to come, under way, here, cancelled, returned. Pure; each piece is in one place. */
import type { TextKey } from "../../../templates/locales/translate.ts";
import type { PlaceView } from "../../../templates/view.ts";
import type { Line } from "../../orders/event.ts";
import { type Fate, FATES } from "../../orders/goods/fate.ts";
import { goodsOf } from "../../orders/goods/goods.ts";
import type { Order } from "../../orders/state.ts";
import type { Wording } from "../format/amounts.ts";

const SIGNS: Readonly<Record<Fate, PlaceView["sign"]>> = {
  due: "due",
  withdrawn: "off",
  in_shipment: "moving",
  home: "arrived",
  collected: "arrived",
  handed_over: "arrived",
  sent: "arrived",
  coming_back: "back",
  returned: "back",
};

/** Returns where the pieces of a line are; empty while all of the order is still here. */
export function placesOf(order: Order, line: Line, { t, count }: Wording): readonly PlaceView[] {
  const { lines } = goodsOf(order);
  if (lines.every(({ ordered, fates }) => fates.due === ordered)) return [];
  const found = lines.find((one) => one.line.id === line.id);
  const places = FATES.filter((fate) => (found?.fates[fate] ?? 0) > 0);
  return places.map((fate) => {
    const { key, sign } = fate === "in_shipment" ? underWay(order, line) : plain(fate);
    const place = t(key);
    return {
      text: places.length === 1
        ? place
        : t("line.quantity_and_title", { quantity: count(found!.fates[fate]), title: place }),
      sign,
    };
  });
}

/** Leaves out of a line when it can be sent, once none of it is still to be sent. */
export function awaitedLine(order: Order, line: Line): Line {
  const found = goodsOf(order).lines.find((one) => one.line.id === line.id);
  return (found?.fates.due ?? 0) > 0 ? line : { ...line, stock: undefined, available_on: undefined };
}

interface Place {
  readonly key: TextKey;
  readonly sign: PlaceView["sign"];
}

function plain(fate: Fate): Place {
  return { key: `line.where_${fate}`, sign: SIGNS[fate] };
}

/** What is under way waits to be collected, or is held up, where each shipment does that may hold the line's pieces. */
function underWay({ shipments, details }: Order, { id, included_in }: Line): Place {
  // A shipment may name a bundle for its parts, or the parts for it.
  const parts = details.lines.filter((one) => one.included_in === id).map((one) => one.id);
  const names = new Set([id, included_in, ...parts]);
  const statuses = shipments.filter(({ lines, status }) =>
    status !== "delivered" && status !== "picked_up" &&
    (lines.length === 0 || lines.some(({ line_id }) => names.has(line_id)))
  ).map(({ status }) => status);
  // Nobody knows more than that it has left.
  if (statuses.length === 0) return { key: "parcel.shipped", sign: "moving" };
  if (statuses.every((status) => status === "ready_for_pickup")) {
    return { key: "parcel.ready_for_pickup", sign: "waiting" };
  }
  return statuses.every((status) => status === "exception")
    ? { key: "parcel.exception", sign: "held" }
    : plain("in_shipment");
}
