/** Saves the language in which a customer wants messages. */
import { upsertChoices } from "../../sql/customers.ts";
import type { Shop } from "../ports.ts";
import { takeChoice } from "./apply_choice.ts";
import type { RequestPorts } from "./receive_request.ts";

/**
 * Changes pages at once; the newest orders get the choice as an event, so that their mails follow. `before` is the
 * previous language.
 */
export async function chooseLanguage(
  ports: RequestPorts,
  shop: Shop,
  customer: string,
  { language, before }: { readonly language: string; readonly before: string },
  now_ms: number,
): Promise<void> {
  const is_new = language !== before;
  await takeChoice(ports, shop, customer, {
    event: { type: "customer.language_chosen", at: new Date(now_ms).toISOString(), language },
    isChosen: (order) => order.language === language || (!is_new && order.language === undefined),
    keep: is_new ? [upsertChoices(ports.db, customer, { language }, now_ms)] : [],
  }, now_ms);
}
