/**
 * A customer's choices about messages: what is chosen now, how a new choice is saved, and the one mail that confirms
 * it.
 */
import { listSaid } from "../../mail/content/chosen_ways.ts";
import { shopWords } from "../../mail/format/shop_wording.ts";
import { CATALOGUE_NAMES } from "../../../templates/locales/translate.ts";
import { confirmOnPage } from "../../flow/customer/confirm_by_mail.ts";
import { chooseLanguage } from "../../flow/customer/choose_language.ts";
import { chooseClasses, CHOSEN_CLASSES, type ChosenClass } from "../../flow/customer/suppress.ts";
import { oneLine } from "../../mail/format/text.ts";
import { type ChosenWays, waysFor } from "../../messages/ways.ts";
import { suppressionOf } from "../../messages/suppression.ts";
import { readSuppressions, selectSuppressions } from "../../sql/suppressions.ts";
import { field } from "../forms/form.ts";
import type { OrderVisit } from "./visit.ts";
import { localeOf } from "./order_view.ts";

/** A kind of mail of each class, to check whether the class is refused. */
const EXAMPLES = { progress: "shipment_shipped", care: "follow_up" } as const;

export interface Chosen {
  readonly classes: readonly ChosenClass[];
  readonly language: string;
  /** The ways of each class, in order. */
  readonly ways: ChosenWays;
}

export async function chosenNow(visit: OrderVisit): Promise<Chosen> {
  const { ports, shop, row, now_ms } = visit;
  const email = row.order.details.customer.email!;
  const list = readSuppressions(await selectSuppressions(ports.db, shop.id, email).all());
  return {
    classes: CHOSEN_CLASSES.filter((name) => suppressionOf(list, email, EXAMPLES[name], now_ms) === null),
    language: localeOf(visit).split("-")[0]!,
    ways: visit.chosen.choices.ways ?? [],
  };
}

/** Saves the classes of mail and the language of the form. */
export async function takeClasses(visit: OrderVisit, form: FormData): Promise<void> {
  const { ports, shop, row, customer, now_ms } = visit;
  await chooseClasses(
    ports.db,
    shop,
    row.order.details.customer.email!,
    new Set(form.getAll("class")),
    now_ms,
  );
  const language = field(form, "language", 20);
  if (!CATALOGUE_NAMES.includes(language)) return;
  await chooseLanguage(ports, shop, customer!, { language, before: localeOf(visit).split("-")[0]! }, now_ms);
}

/** Sends one mail for all changes since `before`; none when nothing changed. */
export async function confirmChanges(
  visit: OrderVisit | null,
  before: Chosen,
  form_id: string,
): Promise<void> {
  if (visit === null || visit.customer === null) return;
  const now = await chosenNow(visit);
  if (JSON.stringify(now) === JSON.stringify(before)) return;
  const { ports, shop, row, customer, now_ms } = visit;
  const locale = localeOf(visit);
  const t = shopWords(shop.settings, locale);
  const details = [
    ...CHOSEN_CLASSES.map((name) => ({
      label: t(`prefs.${name}`),
      value: !now.classes.includes(name)
        ? t("prefs.no")
        : now.ways.length === 0 && before.ways.length === 0
        ? t("prefs.yes")
        : listSaid(t, locale, waysFor(now.ways, name)),
    })),
    { label: t("prefs.language"), value: languageName(now.language) },
  ];
  const facts = { choice: "preferences" as const, order_number: oneLine(row.number), details };
  await confirmOnPage(
    ports,
    shop,
    { kind: "choice_confirmed", form_id, customer, row, locale, facts },
    now_ms,
  );
}

/** Returns the name of the language in that language, capitalized as at the start of a line. */
export function languageName(language: string): string {
  const name = new Intl.DisplayNames(language, { type: "language" }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}
