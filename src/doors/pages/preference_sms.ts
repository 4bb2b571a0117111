/** The SMS part of the preferences page: its fields, the check of the input, and the code for a new number. */
import { shopWords } from "../../mail/format/shop_wording.ts";
import type { FieldView } from "../../../templates/pages/form.tsx";
import { maskNumber } from "../../customers/mask.ts";
import { chooseWays, isNumberProven, readNumber, sendNumberCode } from "../../flow/customer/choose_ways.ts";
import { offeredWays } from "../../flow/ways/offered_ways.ts";
import { type ChosenWay, type ChosenWays, withWay } from "../../messages/ways.ts";
import { field } from "../forms/form.ts";
import { REFUSED_CODE } from "./refused_code.ts";
import type { OrderVisit } from "./visit.ts";

const WAYS = ["off", "beside", "alone"] as const;
type Way = (typeof WAYS)[number];

/** Next question or fault; null when everything is done. */
export type SmsAnswer =
  | {
    readonly type: "code";
    readonly number: string;
    readonly challenge: string;
    readonly way: Way;
    readonly wrong: boolean;
  }
  | { readonly type: "fault"; readonly error: SmsFault };

type SmsFault =
  | "prefs.number_wrong"
  | "prefs.number_unsent"
  | (typeof REFUSED_CODE)[keyof typeof REFUSED_CODE];

export function offersSms(visit: OrderVisit): boolean {
  return offeredWays(visit.ports, visit.shop).includes("sms");
}

/** Shows the current fields; `given` is input that was refused. */
export async function smsFields(
  visit: OrderVisit,
  locale: string,
  given: FormData | null,
): Promise<readonly FieldView[]> {
  if (!offersSms(visit)) return [];
  const t = shopWords(visit.shop.settings, locale);
  const way = given === null ? wayOf(visit) : readWay(given);
  const known = smsOf(visit)?.to ?? await ownNumber(visit);
  return [
    {
      type: "one",
      name: "sms",
      label: t("prefs.texts"),
      hint: t("prefs.texts_hint"),
      options: WAYS.map((value) => ({ value, label: t(`prefs.texts_${value}`), checked: value === way })),
    },
    {
      type: "tel",
      name: "number",
      label: t("prefs.number"),
      hint: known === null ? t("prefs.number_form") : t("prefs.number_known", { number: maskNumber(known) }),
      value: given === null ? "" : field(given, "number", 40),
      autocomplete: "tel",
    },
  ];
}

/** Returns the choice that the page shows now, for the confirmation. */
export function smsNow(visit: OrderVisit): { readonly way: Way; readonly number: string } {
  return { way: wayOf(visit), number: smsOf(visit)?.to ?? "" };
}

/** Saves `ways` and the choice of SMS, unless a code must be entered first; then `ways` alone. */
export async function takeSms(
  visit: OrderVisit,
  form: FormData,
  ways: ChosenWays,
  locale: string,
  network: string,
): Promise<SmsAnswer | null> {
  if (visit.customer === null) return null;
  const { ports, shop, row, customer, now_ms } = visit;
  if (!offersSms(visit)) {
    await choose(visit, customer, ways);
    return null;
  }
  const way = readWay(form);
  if (way === "off") {
    await choose(visit, customer, withWay(ways, "sms", null));
    return null;
  }
  const typed = field(form, "number", 40);
  const trusted = [smsOf(visit)?.to ?? null, await ownNumber(visit)].filter((number) => number !== null);
  const number = typed === "" ? trusted[0] ?? null : await readNumber(typed, row, shop.settings);
  if (number === null) return { type: "fault", error: "prefs.number_wrong" };
  if (trusted.includes(number)) {
    await choose(visit, customer, withWay(ways, "sms", { to: number, alone: way === "alone" }));
    return null;
  }
  await choose(visit, customer, ways);
  // Each SMS costs the shop and may reach a stranger: the limit holds for everyone with the link.
  if (!(await ports.limits.network(network)).success) return { type: "fault", error: "prove.limit" };
  const id = crypto.getRandomValues(new Uint8Array(16)).toBase64({
    alphabet: "base64url",
    omitPadding: true,
  });
  const sent = await sendNumberCode(ports, shop, { customer, number, locale, id }, now_ms);
  if (sent !== "sent") {
    return { type: "fault", error: sent === "unsent" ? "prefs.number_unsent" : REFUSED_CODE[sent] };
  }
  return { type: "code", number, challenge: id, way, wrong: false };
}

/** Takes the second form: the code that was sent to the number. */
export async function takeCode(visit: OrderVisit, form: FormData): Promise<SmsAnswer | null> {
  if (!offersSms(visit) || visit.customer === null) return null;
  const { ports, customer, now_ms } = visit;
  const [number, challenge, way] = [field(form, "number", 20), field(form, "challenge", 64), readWay(form)];
  const proof = { id: challenge, number, code: field(form, "code", 16) };
  if (!await isNumberProven(ports, customer, proof, now_ms)) {
    return { type: "code", number, challenge, way, wrong: true };
  }
  const before = visit.chosen.choices.ways ?? [];
  await choose(visit, customer, withWay(before, "sms", { to: number, alone: way === "alone" }));
  return null;
}

async function choose(visit: OrderVisit, customer: string, ways: ChosenWays): Promise<void> {
  const { ports, shop, chosen: { choices }, now_ms } = visit;
  await chooseWays(ports, shop, customer, choices, ways, now_ms);
}

function smsOf({ chosen: { choices } }: OrderVisit): ChosenWay | undefined {
  return choices.ways?.find(({ by }) => by === "sms");
}

function wayOf(visit: OrderVisit): Way {
  const sms = smsOf(visit);
  return sms === undefined ? "off" : sms.alone ? "alone" : "beside";
}

function readWay(form: FormData): Way {
  return WAYS.find((way) => way === field(form, "sms", 10)) ?? "off";
}

async function ownNumber({ row, shop }: OrderVisit): Promise<string | null> {
  return await readNumber(undefined, row, shop.settings);
}
