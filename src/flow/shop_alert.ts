/** Alerts a shop's own staff by mail when something fails: at most one mail per topic and hour. */
import type { FactsOf, StandaloneMail } from "../messages/standalone.ts";
import { shopSubject } from "../messages/subject.ts";
import { insertStandalone } from "../sql/messages.ts";
import type { Shop } from "./ports.ts";

/** The parts of a shop that an alert needs. */
export type AlertedShop = Pick<Shop, "id" | "settings">;

/**
 * Inserts an alert; `about` separates alerts that must each be sent; without it, alerts of one topic within the hour
 * are one.
 */
export function insertShopAlert(
  db: D1Database,
  shop: AlertedShop,
  facts: FactsOf<"shop_alert">,
  now_ms: number,
  { about, link }: { readonly about?: string; readonly link?: StandaloneMail["link"] } = {},
): D1PreparedStatement {
  const { settings } = shop;
  const hour = new Date(now_ms).toISOString().slice(0, "2026-11-22T10".length);
  const standalone: StandaloneMail<"shop_alert"> = {
    kind: "shop_alert",
    about: `${facts.topic}:${about ?? hour}`,
    to: { email: settings.alerts_email ?? settings.support_email, name: settings.name },
    locale: settings.locale,
    ...(link === undefined ? {} : { link }),
    facts,
    due_at_ms: now_ms,
    valid_until_ms: null,
  };
  return insertStandalone(db, shopSubject(shop.id), standalone, now_ms);
}
