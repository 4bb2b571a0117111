/** Takes a code that a customer sent from their own chat or number: the address is theirs from now on, and chosen. */
import { shopWords } from "../../mail/format/shop_wording.ts";
import { oneLine } from "../../mail/format/text.ts";
import { listSaid } from "../../mail/content/chosen_ways.ts";
import { readerLocale, waySaid } from "../../mail/content/sms.ts";
import type { IncomingMessage } from "../../messages/incoming.ts";
import { type ChosenWays, insertWay, type ShortWay, WAY_CLASSES, waysFor } from "../../messages/ways.ts";
import { readCustomer, selectCustomer } from "../../sql/customers.ts";
import { upsertReachOwner } from "../../sql/reaches.ts";
import { deleteUnsubscribed } from "../../sql/suppressions.ts";
import { chooseWays } from "../customer/choose_ways.ts";
import { confirmOnPage, newestOrder } from "../customer/confirm_by_mail.ts";
import type { Shop } from "../ports.ts";
import { sayOnce } from "./say_once.ts";
import type { IncomingPorts } from "./incoming_ports.ts";
import { takeCodeOf } from "./way_codes.ts";

/** Returns whether the code was good. Says to the writer what became of it. */
export async function bindWay(
  ports: IncomingPorts,
  shop: Shop,
  way: ShortWay,
  { id, from, code, at_ms }: IncomingMessage & { readonly code: string },
  now_ms: number,
): Promise<boolean> {
  const { db } = ports;
  const taken = await takeCodeOf(db, shop.id, way, code, now_ms);
  const row = taken === null ? null : await newestOrder(ports, taken.customer);
  const { settings } = shop;
  const locale = readerLocale(settings, row?.order);
  const say = (what: "way_on" | "code_old") =>
    sayOnce(ports, shop, {
      way,
      to: from,
      body: waySaid(settings, row?.order, what),
      about: id,
      heard_at_ms: at_ms,
    });
  if (taken === null) {
    await say("code_old");
    return false;
  }
  const { customer, chosen } = taken;
  const { choices } = readCustomer(await selectCustomer(db, customer).all());
  const ways = WAY_CLASSES.reduce<ChosenWays>((before, of) => {
    const list = chosen[of];
    return list === undefined ? before : insertWay(before, of, { by: way, to: from }, list);
  }, choices.ways ?? []);
  await db.batch([
    upsertReachOwner(db, shop.id, from, customer),
    deleteUnsubscribed(db, shop.id, from),
  ]);
  await chooseWays(ports, shop, customer, choices, ways, now_ms);
  await say("way_on");
  if (row === null) return true;
  const t = shopWords(settings, locale);
  await confirmOnPage(ports, shop, {
    kind: "choice_confirmed",
    form_id: `way-${code.slice(3)}-${now_ms}`,
    customer,
    row,
    locale,
    facts: {
      choice: "preferences",
      order_number: oneLine(row.number),
      details: WAY_CLASSES.filter((of) => chosen[of] !== undefined).map((of) => ({
        label: t(`prefs.${of}`),
        value: listSaid(t, locale, waysFor(ways, of)),
      })),
    },
  }, now_ms);
  return true;
}
