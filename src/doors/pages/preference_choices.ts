/** What a customer has chosen of messages, how a choice is taken, and the one mail that confirms it. */
import { CATALOGUE_NAMES, type Translate, translator } from "../../../templates/locales/translate.ts";
import { maskNumber } from "../../customers/mask.ts";
import { confirmOnPage } from "../../flow/customer/confirm_by_mail.ts";
import { takeChoice } from "../../flow/customer/apply_choice.ts";
import { oneLine } from "../../mail/format/text.ts";
import { suppressionOf } from "../../messages/suppression.ts";
import { upsertChoices } from "../../sql/customers.ts";
import {
  deleteSuppression,
  readSuppressions,
  selectSuppressions,
  upsertSuppression,
} from "../../sql/suppressions.ts";
import { field } from "../forms/form.ts";
import type { OrderVisit } from "./visit.ts";
import { localeOf } from "./order_view.ts";
import { offersSms, smsNow } from "./preference_sms.ts";

export const CLASSES = ["progress", "care"] as const;
type Class = (typeof CLASSES)[number];
/** A mail of each class, to ask whether it would be refused. */
const EXAMPLES = { progress: "shipment_shipped", care: "follow_up" } as const;

export interface Chosen {
  readonly classes: readonly Class[];
  readonly language: string;
  readonly sms: ReturnType<typeof smsNow>;
}

export async function chosenNow(visit: OrderVisit): Promise<Chosen> {
  const { ports, shop, row, now_ms } = visit;
  const email = row.order.details.customer.email!;
  const list = readSuppressions(await selectSuppressions(ports.db, shop.id, email).all());
  return {
    classes: CLASSES.filter((name) => suppressionOf(list, email, EXAMPLES[name], now_ms) === null),
    language: localeOf(visit).split("-")[0]!,
    sms: smsNow(visit),
  };
}

/** Classes of mail and language, as the form has them. */
export async function takeClasses(visit: OrderVisit, form: FormData): Promise<void> {
  const { ports, shop, row } = visit;
  const email = row.order.details.customer.email!;
  const wanted = new Set(form.getAll("class"));
  await ports.db.batch(CLASSES.map((name) =>
    // Whoever wants no news of parcels wants no more of the rest: the list knows that by itself.
    wanted.has(name) ? deleteSuppression(ports.db, shop.id, email, name) : refuse(visit, name)
  ));
  await chooseLanguage(visit, field(form, "language", 20));
}

export function refuse({ ports, shop, row, now_ms }: OrderVisit, name: Class): D1PreparedStatement {
  const email = row.order.details.customer.email!;
  return upsertSuppression(
    ports.db,
    shop.id,
    { email, class: name, reason: "unsubscribed", until: null },
    now_ms,
  );
}

/** Pages follow at once; the newest orders are told, so that their mails follow too. */
async function chooseLanguage(visit: OrderVisit, language: string): Promise<void> {
  const { ports, shop, customer, now_ms } = visit;
  if (!CATALOGUE_NAMES.includes(language)) return;
  const is_new = language !== localeOf(visit).split("-")[0];
  await takeChoice(ports, shop, customer!, {
    event: { type: "customer.language_chosen", at: new Date(now_ms).toISOString(), language },
    isChosen: (order) => order.language === language || (!is_new && order.language === undefined),
    keep: is_new ? [upsertChoices(ports.db, customer!, { language }, now_ms)] : [],
  }, now_ms);
}

/** One mail for all that a form changed since `before`; none where it changed nothing. */
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
  const t = translator(locale);
  const details = [
    ...CLASSES.map((name) => ({
      label: t(`prefs.${name}`),
      value: t(now.classes.includes(name) ? "prefs.yes" : "prefs.no"),
    })),
    ...(offersSms(visit) ? [{ label: t("prefs.texts"), value: smsLine(now.sms, t) }] : []),
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

function smsLine({ way, number }: Chosen["sms"], t: Translate): string {
  return way === "off" ? t("prefs.texts_off") : `${t(`prefs.texts_${way}`)} · ${maskNumber(number)}`;
}

/** As its speakers write it at the head of a line. */
export function languageName(language: string): string {
  const name = new Intl.DisplayNames(language, { type: "language" }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}
