/**
 * The other ways on the preferences page, beside text messages: what is chosen, in which order they are tried, and the
 * code by which a customer shows that a chat is theirs.
 */
import type { FieldView } from "../../../templates/pages/form.tsx";
import { closeWayCodes, openWayCode, type Pending, pendingWays } from "../../flow/ways/way_codes.ts";
import { offeredWays } from "../../flow/ways/offered_ways.ts";
import { shopWords } from "../../mail/format/shop_wording.ts";
import { type ChosenWays, type ShortWay, WAYS, withWay } from "../../messages/ways.ts";
import { type ReachRow, selectReachesOf } from "../../sql/reaches.ts";
import { field } from "../forms/form.ts";
import type { OrderVisit } from "./visit.ts";

const CHOICES = ["off", "beside", "alone"] as const;
type Choice = (typeof CHOICES)[number];

/** Offered ways but for text messages, which have fields of their own. */
function chats({ ports, shop }: OrderVisit): readonly Exclude<ShortWay, "sms">[] {
  return offeredWays(ports, shop).filter((way) => way !== "sms");
}

/** What waits for the customer's own message, to be shown above the form. */
export async function pendingFor(visit: OrderVisit): Promise<readonly Pending[]> {
  const { ports, shop, customer, now_ms } = visit;
  const offered = chats(visit);
  if (customer === null || offered.length === 0) return [];
  return (await pendingWays(ports, shop, customer, now_ms)).filter(({ way }) =>
    (offered as readonly ShortWay[]).includes(way)
  );
}

export function wayFields(
  visit: OrderVisit,
  locale: string,
  pending: readonly Pending[],
): readonly FieldView[] {
  const offered = offeredWays(visit.ports, visit.shop);
  const t = shopWords(visit.shop.settings, locale);
  const chosen = visit.chosen.choices.ways ?? [];
  const fields = chats(visit).map((way): FieldView => {
    const { label } = WAYS[way];
    const now = choiceOf(chosen, pending, way);
    return {
      type: "one",
      name: `way-${way}`,
      label: t("prefs.way", { way: label }),
      hint: t("prefs.way_hint"),
      options: CHOICES.map((value) => ({
        value,
        label: t(`prefs.way_${value}`, { way: label }),
        checked: value === now,
      })),
    };
  });
  if (offered.length < 2) return fields;
  const order = inOrder(offered, chosen);
  return [
    ...fields,
    ...offered.map((way, index): FieldView => ({
      type: "one",
      name: `place-${way}`,
      label: t("prefs.way_place", { way: WAYS[way].label }),
      hint: index === 0 ? t("prefs.way_place_hint") : null,
      options: offered.map((_, place) => ({
        value: String(place + 1),
        label: String(place + 1),
        checked: order.indexOf(way) === place,
      })),
    })),
  ];
}

/** The chosen ways first, in the customer's order. */
function inOrder(offered: readonly ShortWay[], chosen: ChosenWays): readonly ShortWay[] {
  const first = chosen.map(({ by }) => by).filter((way) => offered.includes(way));
  return [...first, ...offered.filter((way) => !first.includes(way))];
}

function choiceOf(chosen: ChosenWays, pending: readonly Pending[], way: ShortWay): Choice {
  const alone = pending.find((one) => one.way === way)?.chosen.alone ??
    chosen.find(({ by }) => by === way)?.alone;
  return alone === undefined ? "off" : alone ? "alone" : "beside";
}

/**
 * Returns the ways that the form chooses, in its order. A chat that nobody has proved gets a code and is none of them
 * yet; text messages stay as they are.
 */
export async function takeWays(visit: OrderVisit, form: FormData): Promise<ChosenWays> {
  const { ports, shop, customer, chosen: { choices }, now_ms } = visit;
  let ways: ChosenWays = choices.ways ?? [];
  const offered = chats(visit);
  if (customer === null || offered.length === 0) return ways;
  const { results } = await selectReachesOf(ports.db, customer).all<ReachRow>();
  const closed: ShortWay[] = [];
  for (const way of offered) {
    const choice = CHOICES.find((one) => one === field(form, `way-${way}`, 10));
    if (choice === undefined) continue;
    if (choice === "off") {
      ways = withWay(ways, way, null);
      closed.push(way);
      continue;
    }
    const alone = choice === "alone";
    const known = ways.find(({ by }) => by === way)?.to ??
      results.find(({ address }) => address.startsWith(`${way}:`))?.address;
    if (known !== undefined) ways = withWay(ways, way, { to: known, alone });
    else {
      const id = crypto.getRandomValues(new Uint8Array(16)).toBase64({
        alphabet: "base64url",
        omitPadding: true,
      });
      await openWayCode(ports, shop, { customer, way, chosen: { alone }, id }, now_ms);
    }
  }
  await closeWayCodes(ports.db, customer, closed);
  return sorted(ways, form);
}

/** Sorts by the places that the form names; ways of the same place stay as they were. */
function sorted(ways: ChosenWays, form: FormData): ChosenWays {
  const placeOf = (way: ShortWay) => Number(field(form, `place-${way}`, 2)) || 99;
  return ways.toSorted((a, b) => placeOf(a.by) - placeOf(b.by));
}
