/** Writes a mail of any kind as a sample, or of an order of the shop's own: subject, HTML and text. It sends nothing. */
import type { RenderedMail } from "../../../templates/view.ts";
import { isStandaloneKind, type MailKind, type OrderKind } from "../../messages/message.ts";
import type { Ledger } from "../../messages/ledger.ts";
import { factsShownSoFar } from "../../orders/plan/facts_shown.ts";
import { planMessages } from "../../orders/plan/plan.ts";
import type { ShopSettings } from "../../orders/shop.ts";
import type { Order } from "../../orders/state.ts";
import { mailView } from "../content/mail_content.ts";
import { render } from "../content/render.ts";
import { renderStandalone, standaloneView } from "../content/standalone.ts";
import { SAMPLE_CODE, SAMPLE_URL, sampleNotice } from "./sample_notices.ts";
import { sampleDetails, type SampleOrder, sampleOrder } from "./sample_orders.ts";

/** An order of the shop with its messages so far. */
export interface OwnOrder {
  readonly order: Order;
  readonly ledger: Ledger;
}

export interface SampleMail {
  readonly mail: RenderedMail;
  /** `own`: as the shop's order owes or owed it. `told`: the order's goods and people in a situation that is made up. `sample`: all made up. */
  readonly is: "own" | "told" | "sample";
}

export function sampleMail(
  kind: MailKind,
  locale: string,
  shop: ShopSettings,
  own: OwnOrder | null,
  now_ms: number,
): SampleMail {
  if (isStandaloneKind(kind)) {
    const notice = sampleNotice(kind, locale, now_ms);
    const code = kind === "verification_code" ? SAMPLE_CODE : null;
    const view = standaloneView(kind, notice, shop, { action_url: SAMPLE_URL, code });
    return { mail: renderStandalone(kind, view), is: "sample" };
  }
  const of_own = own === null ? null : ownSituation(kind, own, shop, now_ms);
  if (of_own !== null) return { mail: written(kind, of_own, locale, shop, now_ms), is: "own" };
  const details = own?.order.details ?? sampleDetails(locale, now_ms);
  const sample = sampleOrder(kind, details, now_ms);
  return { mail: written(kind, sample, locale, shop, now_ms), is: own === null ? "sample" : "told" };
}

/** What the order's last mail of the kind was about, or the one that it owes; null where it has and owes none. */
function ownSituation(
  kind: OrderKind,
  { order, ledger }: OwnOrder,
  shop: ShopSettings,
  now_ms: number,
): SampleOrder | null {
  const about = ledger.findLast((entry) => entry.kind === kind)?.about ??
    planMessages({ order, shop, ledger, now_ms }).find((message) => message.kind === kind)?.about;
  return about === undefined ? null : { order, about, facts_shown: factsShownSoFar(ledger) };
}

function written(
  kind: OrderKind,
  { order, about, facts_shown }: SampleOrder,
  locale: string,
  shop: ShopSettings,
  now_ms: number,
): RenderedMail {
  const spoken = { ...order, language: locale };
  return render(kind, mailView(spoken, shop, { kind, about }, facts_shown, { page_url: SAMPLE_URL }, now_ms));
}
