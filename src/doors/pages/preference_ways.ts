/**
 * The ways on the preferences page: for each class of messages an ordered list, the codes by which a customer shows that a
 * chat is theirs, and the ways on which they have stopped us.
 */
import type { FieldView } from "../../../templates/pages/form.tsx";
import { maskNumber } from "../../customers/mask.ts";
import {
  chooseLists,
  type KnownWays,
  knownWays,
  listOf,
  type WayLists,
} from "../../flow/ways/choose_lists.ts";
import { offeredWays } from "../../flow/ways/offered_ways.ts";
import { closeWayCodes, openWayCode, type Pending, pendingWays } from "../../flow/ways/way_codes.ts";
import { wayName } from "../../mail/content/chosen_ways.ts";
import { shopWords } from "../../mail/format/shop_wording.ts";
import { SHORT_WAYS, type ShortWay, WAY_CLASSES, type WayClass, type WayList } from "../../messages/ways.ts";
import { field } from "../forms/form.ts";
import type { OrderVisit } from "./visit.ts";

/** What the page knows of the customer's ways beside the choice itself. */
export interface WaysShown extends KnownWays {
  /** Ways that wait for the customer's own message. */
  readonly pending: readonly Pending[];
}

const NOTHING: WaysShown = { known: {}, stopped: [], pending: [] };

export async function waysShown(visit: OrderVisit): Promise<WaysShown> {
  const { ports, shop, customer, row, chosen: { choices }, now_ms } = visit;
  const offered = offeredWays(ports, shop);
  if (customer === null || offered.length === 0) return NOTHING;
  const [known, pending] = await Promise.all([
    knownWays(ports, shop, customer, row, choices),
    pendingWays(ports, shop, customer, now_ms),
  ]);
  return {
    known: known.known,
    stopped: known.stopped.filter((way) => offered.includes(way)),
    pending: pending.filter(({ way }) => offered.includes(way)),
  };
}

/** Shows the current lists; `given` is input that was refused. */
export function wayFields(
  visit: OrderVisit,
  locale: string,
  { known, stopped, pending }: WaysShown,
  given: FormData | null,
): readonly FieldView[] {
  const offered = offeredWays(visit.ports, visit.shop);
  if (offered.length === 0) return [];
  const t = shopWords(visit.shop.settings, locale);
  const read = given === null ? {} : listsIn(given);
  const lists = WAY_CLASSES.map((of): FieldView => {
    const { order, alone } = read[of] ?? listShown(visit, of, pending);
    const places = order.filter((way) => offered.includes(way));
    return {
      type: "ways",
      name: `ways-${of}`,
      label: t(`prefs.ways_${of}`),
      hint: of === "progress" ? t("prefs.ways_hint") : null,
      none: t("prefs.by_mail"),
      places: offered.map((_, index) => ({
        name: `way-${of}-${index + 1}`,
        label: t("prefs.way_place", { place: index + 1 }),
        options: offered.map((way) => ({
          value: way,
          label: wayName(t, way),
          checked: places[index] === way,
        })),
      })),
      beside: { name: `beside-${of}`, label: t("prefs.way_beside"), checked: !alone },
    };
  });
  const again = stopped.filter((way) => way !== "sms");
  const number = known.sms;
  return [
    ...lists,
    ...(again.length === 0 ? [] : [
      {
        type: "many",
        name: "again",
        label: t("prefs.stopped"),
        options: again.map((way) => ({ value: way, label: t("prefs.again", { way: wayName(t, way) }) })),
      } as const,
    ]),
    ...(offered.includes("sms")
      ? [
        {
          type: "tel",
          name: "number",
          label: t("prefs.number"),
          hint: number === undefined
            ? t("prefs.number_form")
            : t("prefs.number_known", { number: maskNumber(number) }),
          value: given === null ? "" : field(given, "number", 40),
          autocomplete: "tel",
        } as const,
      ]
      : []),
  ];
}

/** The list of a class with what still waits for the customer's message. */
function listShown({ chosen: { choices } }: OrderVisit, of: WayClass, pending: readonly Pending[]): WayList {
  const now = listOf(choices.ways, of);
  const waiting = pending.flatMap(({ way, chosen }) =>
    chosen[of] === undefined ? [] : [{ way, ...chosen[of] }]
  );
  const last = waiting.at(-1);
  if (last === undefined) return now;
  const all = [...new Set([...now.order, ...waiting.map(({ way }) => way)])];
  const placeOf = (way: ShortWay) => last.order.includes(way) ? last.order.indexOf(way) : last.order.length;
  return { order: all.toSorted((a, b) => placeOf(a) - placeOf(b)), alone: last.alone };
}

/** Returns the lists that the form holds; a way stands in each once, and a class that is not wanted has none. */
export function listsIn(form: FormData, wanted: readonly unknown[] = form.getAll("class")): WayLists {
  return Object.fromEntries(
    WAY_CLASSES.filter((of) => form.has(`way-${of}-1`)).map((of) => {
      const given = SHORT_WAYS.map((_, index) => field(form, `way-${of}-${index + 1}`, 20));
      const order = [...new Set(given)].filter((name): name is ShortWay =>
        SHORT_WAYS.some((way) => way === name)
      );
      const list: WayList = { order: wanted.includes(of) ? order : [], alone: !form.has(`beside-${of}`) };
      return [of, list];
    }),
  );
}

/** Saves the lists as far as their addresses are known, and opens a code for each chat that nobody has proved. */
export async function takeWays(visit: OrderVisit, form: FormData, lists: WayLists): Promise<void> {
  const { ports, shop, customer, row, chosen: { choices }, now_ms } = visit;
  const offered = offeredWays(ports, shop);
  if (customer === null || offered.length === 0) return;
  const { known } = await knownWays(ports, shop, customer, row, choices);
  const asked = form.getAll("again");
  const again = offered.filter((way) => asked.includes(way));
  await chooseLists(ports, shop, customer, choices, { lists, again, known }, now_ms);
  const chosenIn = (way: ShortWay) => WAY_CLASSES.filter((of) => lists[of]?.order.includes(way) === true);
  const chats = offered.filter((way) => way !== "sms");
  const unproved = chats.filter((way) => chosenIn(way).length > 0 && known[way] === undefined);
  await closeWayCodes(ports.db, customer, chats.filter((way) => chosenIn(way).length === 0));
  for (const way of unproved) {
    const id = crypto.getRandomValues(new Uint8Array(16)).toBase64({
      alphabet: "base64url",
      omitPadding: true,
    });
    const chosen = Object.fromEntries(chosenIn(way).map((of) => [of, lists[of]]));
    await openWayCode(ports, shop, { customer, way, chosen, id }, now_ms);
  }
}
