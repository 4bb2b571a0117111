/** Says what the names of a canned answer stand for in a case, in its reader's language. Pure; what is not known is empty. */
import type { CannedValues } from "../../cases/canned.ts";
import { type LoadedCase, readerOf } from "../../flow/cases/load_case.ts";
import { glance } from "../../mail/view/history_view.ts";
import type { Desk } from "./desk_env.ts";

export function cannedValues(
  { shop: { settings }, person, now_ms }: Pick<Desk, "shop" | "person" | "now_ms">,
  loaded: LoadedCase,
): CannedValues {
  const reader = readerOf(loaded);
  const order = loaded.order?.order;
  return {
    name: reader?.first_name ?? reader?.name ?? "",
    order: loaded.order?.number ?? "",
    status: order === undefined
      ? ""
      : glance(order, settings, reader?.locale ?? order.details.locale ?? settings.locale, "", now_ms).status,
    tracking: (order?.shipments ?? []).flatMap(({ tracking }) =>
      tracking.flatMap(({ number }) => number ?? [])
    ).join(
      ", ",
    ),
    me: person,
    shop: settings.name,
  };
}
