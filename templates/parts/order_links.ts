/** The links at the foot of every mail of an order: its page, and the choice of what is sent. */
import type { Translate } from "../locales/translate.ts";
import type { OrderView } from "../view.ts";
import type { FootLink } from "./footer.tsx";

export function orderLinks({ page_url }: Pick<OrderView, "page_url">, t: Translate): readonly FootLink[] {
  return [
    { label: t("order.view"), href: page_url },
    { label: t("act.preferences"), href: `${page_url}/preferences` },
  ];
}
