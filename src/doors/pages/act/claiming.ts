/**
 * A parcel that is missing, an item that is missing, broken or wrong: first what happened, then what is known of it and
 * what the customer would like. Nothing is recorded before the second form is sent.
 */
import type { FieldView, OptionView } from "../../../../templates/pages/form.tsx";
import { isGrantedAtOnce, missedParcel, openWait, waitUntil } from "../../../customers/missing.ts";
import { heldShipment } from "../../../customers/offers.ts";
import { makeClaim, noteFound } from "../../../flow/customer/make_claim.ts";
import { wording } from "../../../mail/format/amounts.ts";
import { dayText } from "../../../mail/format/dates.ts";
import { oneLine } from "../../../mail/format/text.ts";
import { leftWhere } from "../../../mail/view/left_where.ts";
import { piecesKept } from "../../../orders/goods/ended.ts";
import { contents, type Pieces } from "../../../orders/goods/parts.ts";
import type { Remedy } from "../../../orders/event.ts";
import { field } from "../../forms/form.ts";
import { type Acting, type Action, DONE, type Outcome, type Shown } from "./action.ts";
import { keepPictures, picturesOf, WITH_PICTURES_MAX_BYTES } from "./pictures.ts";
import { chosen, quantities } from "./return_items.ts";

const PROBLEMS = ["not_arrived", "damaged", "wrong_item", "missing", "other"] as const;
type Problem = (typeof PROBLEMS)[number];
/** Problems of single items; the others are of a parcel or of anything. */
const OF_ITEMS: ReadonlySet<Problem> = new Set(["damaged", "wrong_item", "missing"]);
const PICTURED: ReadonlySet<Problem> = new Set(["damaged", "wrong_item"]);

export const problem: Action = {
  body_max_bytes: WITH_PICTURES_MAX_BYTES,
  show: (acting) => {
    const { given, query, row } = acting;
    // A link in a mail may say what is wrong; nothing is recorded before the form is sent.
    const asked = given === null ? query.get("what") : field(given, "what");
    const what = PROBLEMS.find((value) => value === asked) ??
      (given === null && openWait(row.order) !== null ? "not_arrived" : undefined);
    return what === undefined ? whatHappened(acting) : details(acting, what);
  },
  act: async (acting, form, form_id) => {
    const what = PROBLEMS.find((value) => value === field(form, "what"));
    if (what === undefined) return { type: "fault", error: "act.choose" };
    if (field(form, "step") !== "claim") return { type: "review", shown: details(acting, what) };
    return await claim(acting, what, form, form_id);
  },
  done: ["act.done_mail"],
};

/** A parcel that came back or is stuck: once more to the same address, to another one, or the money back. */
export const held: Action = {
  show: (acting) => {
    const { t, row, shop } = acting;
    const shipment = heldShipment(row.order);
    const known = shipment === null ? null : { shipment, scan: shipment.scans.at(-1), has_arrived: false };
    return {
      title: t("heldup.title"),
      lead: known === null ? [] : leftWhere(row.order, shop.settings, known, wordsOf(acting)),
      fields: [choiceOf(acting, HELD_WISHES.map((value) => ({ value, label: t(`heldup.${value}`) })))],
      submit: t("missing.submit"),
    };
  },
  act: async (acting, form, form_id) => {
    const { ports, shop, row, t, locale, now_ms } = acting;
    const wish = HELD_WISHES.find((one) => one === field(form, "do", 20));
    if (wish === undefined) return { type: "fault", error: "act.choose" };
    // The new address is asked for behind a code, as any change of it.
    if (wish === "send_elsewhere") return { type: "go", to: "address" };
    const remedy = wish === "send_again" ? "send_again" : "refund";
    const shipment = heldShipment(row.order);
    const inside = shipment === null ? [] : contents(row.order, [shipment]);
    const lines = (inside.length > 0 ? inside : piecesKept(row.order))
      .map(({ line, quantity }) => ({ line_id: line.id, quantity }));
    const topic = t(`heldup.${wish}`);
    await makeClaim(ports, shop, row, {
      form_id,
      about: wish,
      topic,
      words: topic,
      locale,
      lines,
      remedy,
      until: null,
      is_granted: isGrantedAtOnce(row.order, shop.settings, lines, remedy),
      files: [],
    }, now_ms);
    return DONE;
  },
  done: ["act.done_mail"],
};

const HELD_WISHES = ["send_again", "send_elsewhere", "refund_instead"] as const;

function whatHappened({ t }: Acting): Shown {
  return {
    lead: [t("problem.lead")],
    fields: [{
      type: "one",
      name: "what",
      label: t("problem.what"),
      required: true,
      options: PROBLEMS.map((value) => ({ value, label: t(`problem.${value}`) })),
    }],
    submit: t("problem.go_on"),
  };
}

function details(acting: Acting, what: Problem): Shown {
  const { t, given } = acting;
  const hidden = { what, step: "claim" };
  const words: FieldView = {
    type: "long",
    name: "words",
    label: what === "other" ? t("act.words") : t("problem.words"),
    required: what === "other",
    value: given === null ? "" : field(given, "words"),
  };
  if (what === "not_arrived") return { ...missing(acting), hidden };
  if (what === "other") {
    return { title: t("problem.other"), lead: [t("problem.other_lead")], fields: [words], hidden };
  }
  return {
    title: t(`problem.${what}`),
    lead: [t(`problem.${what}_lead`)],
    fields: [
      quantities(acting, piecesKept(acting.row.order), t("problem.which")),
      ...(PICTURED.has(what)
        ? [
          {
            type: "pictures",
            name: "pictures",
            label: t("back.pictures"),
            hint: t("problem.pictures_hint"),
          } as const,
        ]
        : []),
      choiceOf(acting, remediesOf(acting)),
      words,
    ],
    hidden,
    submit: t("problem.submit"),
  };
}

/** Where the carrier left the parcel, where to look, and three honest answers with what follows from each. */
function missing(acting: Acting): Shown {
  const { t, row, shop, locale, now_ms } = acting;
  const known = missedParcel(row.order);
  const until = waitUntil(known, shop.settings, now_ms);
  const wait = openWait(row.order);
  const lines = known === null ? [] : leftWhere(row.order, shop.settings, known, wordsOf(acting));
  const options: OptionView[] = [
    ...(until === null || wait !== null ? [] : [{
      value: "wait",
      label: t("missing.wait"),
      hint: t("missing.wait_hint", { date: dayText(locale, until) }),
    }]),
    ...remediesOf(acting, known?.has_arrived === true),
    { value: "found", label: t("missing.found"), hint: t("missing.found_hint") },
  ];
  return {
    title: t("missing.title"),
    lead: lines,
    fields: [
      ...(known?.has_arrived === true
        ? [{ type: "lines", lines: [t("missing.look"), t("missing.neighbours")] } as const]
        : []),
      choiceOf(acting, options, t("missing.where_things_stand")),
    ],
    submit: t("missing.submit"),
  };
}

function choiceOf(
  { t, given }: Acting,
  options: readonly OptionView[],
  label = t("problem.remedy"),
): FieldView {
  const before = given === null ? "" : field(given, "do", 20);
  return {
    type: "one",
    name: "do",
    label,
    required: true,
    options: options.map((option) => ({ ...option, checked: option.value === before })),
  };
}

/** `is_lost`: its carrier says that it arrived, and the customer has looked. */
function remediesOf(acting: Acting, is_lost: boolean = false): readonly OptionView[] {
  const { t, shop: { settings } } = acting;
  const decided = settings.claims.decided === "at_once" ? "at_once" : "by_shop";
  return settings.claims.remedies.map((remedy) => ({
    value: remedy,
    label: t(is_lost ? `missing.${remedy}` : `problem.${remedy}`),
    hint: t(`problem.decided_${decided}`),
  }));
}

async function claim(acting: Acting, what: Problem, form: FormData, form_id: string): Promise<Outcome> {
  const { ports, shop, row, t, locale, now_ms } = acting;
  const wish = field(form, "do", 20);
  if (what === "not_arrived" && wish === "found") {
    await noteFound(ports, shop, row, form_id, now_ms);
    return { type: "done", end: "found" };
  }
  const remedy: Remedy | null = shop.settings.claims.remedies.find((one) => one === wish) ?? null;
  const until = what === "not_arrived" && wish === "wait"
    ? waitUntil(missedParcel(row.order), shop.settings, now_ms)
    : null;
  if (what !== "other" && remedy === null && until === null) return { type: "fault", error: "act.choose" };
  const own = field(form, "words");
  if (what === "other" && own === "") return { type: "fault", error: "act.missing" };
  const lines = piecesOf(acting, what, form);
  if (OF_ITEMS.has(what) && lines.length === 0) return { type: "fault", error: "problem.none" };
  const pictures = PICTURED.has(what) ? await picturesOf(form) : [];
  if (pictures === null) return { type: "fault", error: "back.picture_wrong" };
  const topic = t(`problem.${what}`);
  const is_lost = what === "not_arrived" && missedParcel(row.order)?.has_arrived === true;
  const titles = new Map(row.order.details.lines.map(({ id, title }) => [id, oneLine(title)]));
  await makeClaim(ports, shop, row, {
    form_id,
    about: what === "other" ? "other_problem" : what,
    topic,
    words: [
      topic,
      ...(OF_ITEMS.has(what)
        ? lines.map(({ line_id, quantity }) =>
          t("line.quantity_and_title", { quantity, title: titles.get(line_id) ?? line_id })
        )
        : []),
      ...(remedy === null ? [] : [t(is_lost ? `missing.${remedy}` : `problem.${remedy}`)]),
      ...(until === null ? [] : [t("missing.wait")]),
      own,
    ].filter((line) => line !== "").join("\n"),
    locale,
    lines,
    remedy,
    until,
    is_granted: until === null && isGrantedAtOnce(row.order, shop.settings, lines, remedy),
    files: await keepPictures(acting, form_id, pictures),
  }, now_ms);
  return DONE;
}

/** The pieces that are claimed: those chosen, or what was in the missing parcel. */
function piecesOf({ row: { order } }: Acting, what: Problem, form: FormData) {
  if (OF_ITEMS.has(what)) return chosen(form, piecesKept(order));
  if (what !== "not_arrived") return [];
  const known = missedParcel(order);
  const inside: readonly Pieces[] = known === null ? [] : contents(order, [known.shipment]);
  return (inside.length > 0 ? inside : piecesKept(order))
    .map(({ line, quantity }) => ({ line_id: line.id, quantity }));
}

function wordsOf({ t, locale, row }: Acting) {
  return wording(t, locale, row.order.details.currency);
}
