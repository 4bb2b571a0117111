/** One telling order for every kind of mail: the state in which it is owed, what it is about, and what was told before. */
import { mailView } from "../../src/mail/content/mail_content.ts";
import type { ContentOf } from "../../src/mail/content/letters.ts";
import type { FactsShown } from "../../src/messages/ledger.ts";
import type { OrderKind } from "../../src/messages/message.ts";
import type { OrderDetails } from "../../src/orders/event.ts";
import type { MailView } from "../../templates/view.ts";
import { KIND_CASES } from "../kinds/kind_cases.ts";
import { ADAS_ORDER, NOW_MS, SHOP } from "../support/cast.ts";
import { PAGE_URL } from "./views.ts";
import type { Order } from "../../src/orders/state.ts";

export interface KindSample {
  readonly order: Order;
  readonly message: { readonly kind: OrderKind; readonly about: string };
  readonly facts_shown: FactsShown;
}

/** The sample of `kind`, its order told in `locale`; `changed` is what a test wants different about the order. */
export function sampleFor(
  kind: OrderKind,
  locale = "en",
  changed: (details: OrderDetails) => OrderDetails = (details) => details,
): KindSample {
  const details = changed({ ...ADAS_ORDER, locale });
  const { order, about = "", facts_shown = {} } = KIND_CASES[kind].sample(details);
  return { order, message: { kind, about }, facts_shown };
}

/** What the sample mail of `kind` shows. */
export function sampleView<Kind extends OrderKind>(
  kind: Kind,
  locale?: string,
  changed?: (details: OrderDetails) => OrderDetails,
): MailView<ContentOf<Kind>> {
  const { order, message: { about }, facts_shown } = sampleFor(kind, locale, changed);
  return mailView(order, SHOP, { kind, about }, facts_shown, { page_url: PAGE_URL }, NOW_MS);
}
