/** The mail that tells a customer what became of what they asked for; none where the order names no address. */
import type { RequestNews } from "../../messages/kinds/support.ts";
import type { StandaloneMail } from "../../messages/standalone.ts";
import { isReachable } from "../../orders/addressee.ts";
import type { OrderRow } from "../../sql/orders.ts";
import type { Shop } from "../ports.ts";

export interface Telling {
  readonly news: RequestNews;
  /** Idempotency key: the same is told once. */
  readonly about: string;
  readonly locale?: string | undefined;
  readonly reason?: string | undefined;
  readonly until?: string | undefined;
  readonly due_at_ms?: number;
}

export function newsMail(
  shop: Shop,
  { id, number, order }: OrderRow,
  { news, about, locale, reason, until, due_at_ms }: Telling,
  now_ms: number,
): readonly StandaloneMail<"request_news">[] {
  const { customer } = order.details;
  if (!isReachable(customer)) return [];
  const { email, name, first_name } = customer;
  const due = due_at_ms ?? now_ms;
  return [{
    kind: "request_news",
    about,
    to: { email, name, first_name },
    locale: locale ?? order.language ?? order.details.locale,
    link: { purpose: "order", subject: id, expires_at_ms: due + shop.settings.link_days * 86_400_000 },
    facts: {
      news,
      order_number: number,
      ...(reason === undefined ? {} : { reason }),
      ...(until === undefined ? {} : { until }),
    },
    due_at_ms: due,
    valid_until_ms: null,
  }];
}
