/** Takes a customer's STOP, START or HELP, and a block that the service reports: the suppression list decides from then on. */
import { waySaid } from "../../mail/content/sms.ts";
import type { IncomingWish } from "../../messages/incoming.ts";
import type { ShortWay } from "../../messages/ways.ts";
import { type ReachRow, selectReachesOf } from "../../sql/reaches.ts";
import { deleteUnsubscribed, upsertSuppression } from "../../sql/suppressions.ts";
import { newestOrder } from "../customer/confirm_by_mail.ts";
import type { Shop } from "../ports.ts";
import { sayOnce } from "./say_once.ts";
import type { IncomingPorts } from "./incoming_ports.ts";

const SAID = { stop: "way_off", start: "way_on", help: "way_help" } as const;

export async function takeWish(
  ports: IncomingPorts,
  shop: Shop,
  way: ShortWay,
  { type, id, from, also, at_ms, is_answered }: IncomingWish,
  reach: ReachRow | null,
  now_ms: number,
): Promise<void> {
  const { db } = ports;
  const addresses = await addressesOf(db, way, from, also, reach);
  if (type !== "help") {
    await db.batch(
      addresses.map((email) =>
        type === "stop"
          ? upsertSuppression(
            db,
            shop.id,
            { email, class: "all", reason: "unsubscribed", until: null },
            now_ms,
          )
          : deleteUnsubscribed(db, shop.id, email)
      ),
    );
  }
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

/** All addresses on this way that are the writer's: with a user name of WhatsApp they have a number and an id. */
async function addressesOf(
  db: D1Database,
  way: ShortWay,
  from: string,
  also: string | undefined,
  reach: ReachRow | null,
): Promise<readonly string[]> {
  const given = also === undefined ? [from] : [from, also];
  if (way === "sms" || reach?.customer == null) return given;
  const { results } = await selectReachesOf(db, reach.customer).all<ReachRow>();
  const own = results.map(({ address }) => address).filter((address) => address.startsWith(`${way}:`));
  return [...new Set([...given, ...own])];
}
