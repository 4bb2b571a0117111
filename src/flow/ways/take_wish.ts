/** Takes a customer's STOP, START or HELP, and a block that the service reports: the suppression list decides from then on. */
import { waySaid } from "../../mail/content/sms.ts";
import type { IncomingWish } from "../../messages/incoming.ts";
import type { ShortWay } from "../../messages/ways.ts";
import type { ReachRow } from "../../sql/reaches.ts";
import { deleteSuppression, upsertSuppression } from "../../sql/suppressions.ts";
import { newestOrder } from "../customer/confirm_by_mail.ts";
import type { Shop } from "../ports.ts";
import { sayOnce } from "./say_once.ts";
import type { IncomingPorts } from "./incoming_ports.ts";

const SAID = { stop: "way_off", start: "way_on", help: "way_help" } as const;

export async function takeWish(
  ports: IncomingPorts,
  shop: Shop,
  way: ShortWay,
  { type, id, from, at_ms, is_answered }: IncomingWish,
  reach: ReachRow | null,
  now_ms: number,
): Promise<void> {
  const { db } = ports;
  if (type === "stop") {
    await upsertSuppression(
      db,
      shop.id,
      { email: from, class: "all", reason: "unsubscribed", until: null },
      now_ms,
    )
      .run();
  }
  if (type === "start") await deleteSuppression(db, shop.id, from, "all").run();
  if (is_answered) return;
  const row = reach?.customer == null ? null : await newestOrder(ports, reach.customer);
  // Nothing was chosen by somebody whom nobody knows: START alone promises them no news.
  const what = type === "start" && row === null ? "way_help" : SAID[type];
  await sayOnce(ports, shop, {
    way,
    to: from,
    body: waySaid(shop.settings, row?.order, what),
    about: id,
    heard_at_ms: at_ms,
  });
}
