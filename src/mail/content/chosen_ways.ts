/** Says in one line by which ways a customer chose to be told. Pure. */
import type { Translate } from "../../../templates/locales/translate.ts";
import { maskNumber } from "../../customers/mask.ts";
import { type ChosenWay, type ShortWay, WAYS } from "../../messages/ways.ts";

/** `1. WhatsApp · 2. Text message +49 … 78 · 3. Email`, or `WhatsApp and Email` where the mail comes all the same. */
export function listSaid(
  t: Translate,
  locale: string,
  list: readonly Pick<ChosenWay, "by" | "to" | "alone">[],
): string {
  const names = [
    ...list.map(({ by, to }) => by === "sms" ? `${wayName(t, by)} ${maskNumber(to)}` : wayName(t, by)),
    t("prefs.by_mail"),
  ];
  if (names.length === 1) return names[0]!;
  return list.every(({ alone }) => alone)
    ? names.map((name, index) => `${index + 1}. ${name}`).join(" · ")
    : new Intl.ListFormat(locale, { type: "conjunction" }).format(names);
}

export function wayName(t: Translate, way: ShortWay): string {
  return way === "sms" ? t("prefs.by_sms") : WAYS[way].label;
}
