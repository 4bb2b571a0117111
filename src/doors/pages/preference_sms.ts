/** The number for text messages on the preferences page: the order's own and one that a code has shown are taken, any other gets a code. */
import { isNumberProven, readNumber, sendNumberCode } from "../../flow/customer/choose_ways.ts";
import { chooseLists, knownWays, type WayLists } from "../../flow/ways/choose_lists.ts";
import { offeredWays } from "../../flow/ways/offered_ways.ts";
import { WAY_CLASSES } from "../../messages/ways.ts";
import { field } from "../forms/form.ts";
import { listsIn, takeWays } from "./preference_ways.ts";
import { REFUSED_CODE } from "./refused_code.ts";
import type { OrderVisit } from "./visit.ts";

/** Next question or fault; null when everything is done. */
export type SmsAnswer =
  | {
    readonly type: "code";
    readonly number: string;
    readonly challenge: string;
    readonly lists: WayLists;
    readonly wrong: boolean;
  }
  | { readonly type: "fault"; readonly error: SmsFault };

type SmsFault =
  | "prefs.number_wrong"
  | "prefs.number_unsent"
  | (typeof REFUSED_CODE)[keyof typeof REFUSED_CODE];

/** Saves the lists of ways, but for text messages to a number that must be shown by a code first. */
export async function takeLists(
  visit: OrderVisit,
  form: FormData,
  locale: string,
  network: string,
): Promise<SmsAnswer | null> {
  const { ports, shop, row, customer, chosen: { choices }, now_ms } = visit;
  if (customer === null) return null;
  const lists = listsIn(form);
  if (!offeredWays(ports, shop).includes("sms") || !namesSms(lists)) {
    await takeWays(visit, form, lists);
    return null;
  }
  const typed = field(form, "number", 40);
  const { known } = await knownWays(ports, shop, customer, row, choices);
  const own = await readNumber(undefined, row, shop.settings);
  const trusted = [known.sms, own ?? undefined].filter((number) => number !== undefined);
  const number = typed === "" ? trusted[0] ?? null : await readNumber(typed, row, shop.settings);
  if (number === null) return { type: "fault", error: "prefs.number_wrong" };
  if (trusted.includes(number)) {
    await takeWays(visit, form, lists);
    if (number !== known.sms) await chooseNumber(visit, lists, number);
    return null;
  }
  await takeWays(visit, form, withoutSms(lists));
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
  return { type: "code", number, challenge: id, lists, wrong: false };
}

/** Takes the second form: the code that was sent to the number. */
export async function takeCode(visit: OrderVisit, form: FormData): Promise<SmsAnswer | null> {
  const { ports, shop, customer, now_ms } = visit;
  if (customer === null || !offeredWays(ports, shop).includes("sms")) return null;
  const [number, challenge] = [field(form, "number", 20), field(form, "challenge", 64)];
  // The first form has said which classes are wanted.
  const lists = listsIn(form, WAY_CLASSES);
  const proof = { id: challenge, number, code: field(form, "code", 16) };
  if (!await isNumberProven(ports, customer, proof, now_ms)) {
    return { type: "code", number, challenge, lists, wrong: true };
  }
  await chooseNumber(visit, lists, number);
  return null;
}

async function chooseNumber(visit: OrderVisit, lists: WayLists, number: string): Promise<void> {
  const { ports, shop, customer, row, chosen: { choices }, now_ms } = visit;
  const { known } = await knownWays(ports, shop, customer!, row, choices);
  const chosen = { lists, again: [], known: { ...known, sms: number } };
  await chooseLists(ports, shop, customer!, choices, chosen, now_ms);
}

/** The lists as hidden fields of the second form. */
export function hiddenLists(lists: WayLists): Readonly<Record<string, string>> {
  return Object.fromEntries(
    WAY_CLASSES.flatMap((of) => {
      const list = lists[of];
      if (list === undefined) return [];
      return [
        ...(list.order.length === 0 ? [[`way-${of}-1`, ""]] : []),
        ...list.order.map((way, index) => [`way-${of}-${index + 1}`, way]),
        ...(list.alone ? [] : [[`beside-${of}`, "1"]]),
      ];
    }),
  );
}

function namesSms(lists: WayLists): boolean {
  return WAY_CLASSES.some((of) => lists[of]?.order.includes("sms") === true);
}

function withoutSms(lists: WayLists): WayLists {
  return Object.fromEntries(
    WAY_CLASSES.flatMap((of) => {
      const list = lists[of];
      return list === undefined ? [] : [[of, { ...list, order: list.order.filter((way) => way !== "sms") }]];
    }),
  );
}
