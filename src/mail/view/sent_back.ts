/** Builds the cards of what goes back: each withdrawal and each return, how far it has come and what its customer needs. Pure. */
import type { SentBackView } from "../../../templates/page_view.ts";
import type { OrderView } from "../../../templates/view.ts";
import { type ReturnProgress, returnProgress } from "../../orders/return_progress.ts";
import type { Order, OrderReturn } from "../../orders/state.ts";
import type { ShopSettings } from "../../orders/shop.ts";
import { withTrackingLinks } from "../../orders/tracking.ts";
import type { Wording } from "../format/amounts.ts";
import { dayText, spokenDay } from "../format/dates.ts";
import { oneLine, textOrNull, webUrl } from "../format/text.ts";
import { dropOff } from "./drop_off.ts";
import { labelLinks } from "./label_links.ts";
import { returnSteps } from "./return_steps.ts";
import { returnWords } from "./return_words.ts";

/** `path`: of the order's page. */
export function sentBack(
  known: Order,
  shop: ShopSettings,
  view: OrderView,
  path: string,
  words: Wording,
  now_ms: number,
): readonly SentBackView[] {
  const order = withTrackingLinks(known, shop);
  const { t, locale, count } = words;
  const titles = new Map(order.details.lines.map(({ id, title }) => [id, oneLine(title)]));
  const items = (lines: OrderReturn["lines"]) =>
    lines.flatMap(({ line_id, quantity, exchange_for }) => {
      const title = titles.get(line_id);
      if (title === undefined) return [];
      const item = t("line.quantity_and_title", { quantity: count(quantity), title });
      return [
        exchange_for === undefined
          ? item
          : `${item} · ${t("back.exchange_for", { what: oneLine(exchange_for) })}`,
      ];
    });
  const on = (at: string) => spokenDay(locale, shop.time_zone, at, words.today);
  const withdrawn = order.withdrawals.map((one): SentBackView => ({
    title: t("page.withdrawal"),
    state: t("page.withdrawal_received"),
    on: on(one.at),
    items: items(one.lines),
    label_url: null,
    qr_url: null,
    steps: [],
    progress: [],
    fact: null,
    next: null,
    facts: [],
  }));
  const returned = order.returns.map((one): SentBackView => {
    const progress = returnProgress(order, one, shop, now_ms);
    const said = returnWords({ one, progress }, { shop, words });
    // The first screen says it already where the return is the order's situation.
    const is_said = view.situation.returning?.id === one.id;
    return {
      title: t("page.returns"),
      state: t(`page.return_${progress.step}`),
      on: on(progress.at),
      items: items(one.lines),
      ...labelLinks(one, progress, path),
      steps: progress.step === "approved" ? one.steps.map(oneLine) : [],
      progress: is_said ? [] : returnSteps(one, progress, shop, words),
      fact: is_said ? null : said.fact,
      next: is_said ? null : said.next,
      facts: handingIn(one, progress, shop, words),
    };
  });
  return [...withdrawn, ...returned];
}

/** Where and until when: while the parcel is still to be handed in; its number while it is under way. */
function handingIn(
  one: OrderReturn,
  { step, send_by }: ReturnProgress,
  shop: ShopSettings,
  { t, locale }: Wording,
): SentBackView["facts"] {
  const is_here = step !== "approved" && step !== "overdue" && step !== "on_its_way";
  if (is_here) return [];
  const day = (date: string | undefined | null) => date == null ? null : dayText(locale, date);
  const tracking = one.tracking?.[0];
  const facts = [
    ...(step === "on_its_way" ? [] : [
      { label: t("approved.send_by"), value: day(send_by), href: null },
      {
        label: t("approved.label_until"),
        value: one.label_until === send_by ? null : day(one.label_until),
        href: null,
      },
      { label: t("approved.drop_off"), value: dropOff(one, shop, locale), href: null },
    ]),
    {
      label: t("approved.tracking"),
      value: textOrNull([tracking?.carrier, tracking?.number].filter((part) => part !== undefined).join(" ")),
      href: webUrl(tracking?.url),
    },
  ];
  return facts.flatMap(({ value, ...fact }) => value === null ? [] : [{ ...fact, value }]);
}
