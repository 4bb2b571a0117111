/** Words what a shop's own programs hand over where it goes by a short way. Pure. */
import { chooseLocale } from "../../../templates/locales/translate.ts";
import type { FactsOf } from "../../messages/standalone.ts";
import type { ShopSettings } from "../../orders/shop.ts";
import { shopWords } from "../format/shop_wording.ts";
import { oneLine } from "../format/text.ts";

type Facts = FactsOf<"sent_code"> | FactsOf<"sent_mail"> | FactsOf<"sent_notice">;

/** Returns the words of a built-in template; null for content of the program's own, which says it itself. */
export function sentShortText(
  facts: Facts,
  settings: ShopSettings,
  locale: string | undefined,
): string | null {
  const t = shopWords(settings, chooseLocale(locale, settings.locale));
  const { name: shop } = settings;
  if ("code" in facts) return `${shop}: ${t("sendcode.subject", facts)}. ${t("code.holds", facts)}`;
  const { own, url } = facts;
  if (own !== undefined) return null;
  const linked = (text: string) => url === undefined ? text : `${text}: ${url}`;
  switch (facts.template) {
    case "reminder":
    case "notification":
      return [`${shop}: ${oneLine(facts.title)}`, facts.words ?? "", url ?? ""].filter((one) => one !== "")
        .join("\n");
    case "statement":
      return linked(t("sendnote.statement_subject", { shop, period: oneLine(facts.period) }));
    case "invoice":
      return linked(t("sendmail.invoice_subject", { shop, number: oneLine(facts.number) }));
    case "password_reset":
    case "activation":
      return linked(t(`sendmail.${facts.template}_subject`, { shop }));
    case undefined:
      throw new Error("Cannot write a program's message as it must have a template or content");
  }
}
