import type { OrderPageView } from "../../templates/page_view.ts";
/** At one moment nothing that a customer reads contradicts anything else, nor what is so: in random lives of an order. */
import fc from "fast-check";
import { expect, inject, test } from "vitest";
import { lastShown } from "../../src/messages/ledger.ts";
import type { OrderKind } from "../../src/messages/message.ts";
import { accountOf } from "../../src/orders/account/account.ts";
import { dayIn } from "../../src/orders/days.ts";
import { fold } from "../../src/orders/fold/fold.ts";
import { goodsOf } from "../../src/orders/goods/goods.ts";
import { planMessages } from "../../src/orders/plan/plan.ts";
import { windowToShow } from "../../src/orders/promise.ts";
import { SHOP } from "../support/cast.ts";
import { type Left, lived, screenOf, type Shown } from "../support/lived.ts";
import { anyLife } from "../support/random_life.ts";
import { againstTheSituation, at, otherGlance } from "../support/one_situation.ts";
import { runs } from "../support/runs.ts";
import { inShort, type TrueLine, type TrueStep, type Truth } from "../support/warehouse.ts";

const numRuns = runs({ commit: 300, full: 4_000 });
if (numRuns > 300) console.log(`${numRuns} lives of seed ${inject("seed")}`);
const DAY_MS = 86_400_000;

test("an order knows where each of its pieces is", () => {
  fc.assert(
    fc.property(anyLife, (steps) => {
      const order = fold(steps.flatMap(({ events }) => events))!;
      const goods = goodsOf(order).lines.map(({ line, fates }) => ({
        title: line.title,
        due: fates.due,
        withdrawn: fates.withdrawn,
        moving: fates.in_shipment,
        with_customer: fates.home + fates.collected + fates.handed_over + fates.sent,
        coming_back: fates.coming_back,
        returned: fates.returned,
      }));
      const { lines } = steps.at(-1)!.truth;
      const so = lines.map(({ way: _, ordered: _all, ...line }) => line);
      expect(goods.toSorted(byTitle), inShort(steps)).toEqual(so.toSorted(byTitle));
    }),
    { numRuns },
  );
});

test("no mail and no page says what is not so", () => {
  fc.assert(
    fc.property(anyLife, (steps) => {
      const { mails, pages } = lived(steps, steps.at(-1)!.at_ms + 20 * DAY_MS);
      const wrong = [
        ...mails.flatMap((mail) => wrongIn(mail, truthAt(steps, mail.at_ms))),
        ...pages.flatMap((shown) => wrongOn(shown, truthAt(steps, shown.at_ms))),
      ];
      if (wrong.length > 0) expect.fail(`${wrong.join("\n")}\n\nin this life:\n${inShort(steps)}\n`);
    }),
    { numRuns },
  );
});

test("a mail and the page at that moment make one statement about each fact", () => {
  fc.assert(
    fc.property(anyLife, (steps) => {
      const { mails } = lived(steps, steps.at(-1)!.at_ms + 20 * DAY_MS);
      const wrong = mails.flatMap((mail) => againstItsPage(mail));
      if (wrong.length > 0) expect.fail(`${wrong.join("\n")}\n\nin this life:\n${inShort(steps)}\n`);
    }),
    { numRuns },
  );
});

test("mail, text part, page, history line and text message speak of one situation", () => {
  let seen = 0;
  let news = 0;
  fc.assert(
    fc.property(anyLife, (steps) => {
      const { mails, pages } = lived(steps, steps.at(-1)!.at_ms + 20 * DAY_MS);
      seen += mails.length;
      news += mails.filter(({ is_news }) => is_news).length;
      const wrong = [...mails.flatMap((mail) => againstTheSituation(mail)), ...pages.flatMap(otherGlance)];
      if (wrong.length > 0) expect.fail(`${wrong.join("\n")}\n\nin this life:\n${inShort(steps)}\n`);
    }),
    { numRuns },
  );
  expect(news).toBeGreaterThan(0);
  expect(seen).toBeGreaterThan(news);
});

/** What the mail says of an amount, a day or a state where the page says another. */
function againstItsPage({ kind, text, at_ms, page }: Left): readonly string[] {
  const said = (label: string) => new RegExp(`^${label}: (.*)$`, "m").exec(text)?.[1];
  const { situation } = page;
  const owed = said("Still to pay");
  const day = kind === "delay_notice" ? said("New delivery date") : undefined;
  const found = [
    ...(owed !== undefined && page.to_pay !== null && !sumsOf(page).includes(owed)
      ? [`the mail asks for ${owed}, the page for ${page.to_pay.amount}`]
      : []),
    ...(day !== undefined && page.expected !== null && ![day, "today"].includes(page.expected)
      ? [`the mail says ${day}, the page ${page.expected}`]
      : []),
    ...(kind === "order_cancelled" && !/Cancelled|refunded/i.test(situation.headline)
      ? ["the mail says that it is cancelled"]
      : []),
    ...(kind === "payment_failed" && situation.mood === "good" ? ["a failed payment is no good news"] : []),
    ...(GOOD_NEWS.includes(kind) && situation.mood === "money" && page.to_pay === null
      ? ["good news in the mail, money on the page"]
      : []),
  ];
  return found.map((what) => `${at(at_ms)} ${kind}: ${what}\n${text}\n${screenOf(page)}`);
}

const GOOD_NEWS: readonly OrderKind[] = [
  "shipment_shipped",
  "shipment_out_for_delivery",
  "shipment_delivered",
];

/** A reminder asks for the part that is due; the page lists each part with its day. */
function sumsOf({ to_pay }: OrderPageView): string {
  return to_pay === null ? "" : [to_pay.amount, to_pay.sentence, ...to_pay.due].join(" ");
}

function wrongIn(mail: Left, truth: Truth): readonly string[] {
  const { kind, text, subject, at_ms } = mail;
  const of_it = (found: readonly string[]) =>
    found.map((what) => `${at(at_ms)} ${kind} ${mail.about}: ${what}\n${text}`);
  return of_it([
    ...tooMany(text, "Still to come", truth, ({ due, moving }) => due + moving),
    ...tooMany(text, "Already on its way", truth, ({ moving, coming_back }) => moving + coming_back),
    ...tooMany(text, "Cancelled items", truth, ({ withdrawn }) => withdrawn),
    ...carrierWords(`${subject}\n${text}`, truth),
    ...pastDays(text, at_ms),
    ...(ABOUT_THE_WAY.includes(kind) && isAllOver(truth) ? ["nothing is on its way any more"] : []),
    ...(kind === "payment_reminder" && truth.owed_minor === 0 ? ["nothing is owed"] : []),
    ...(kind === "delay_notice" && !isBroughtStill(truth) ? ["nothing is still to be brought"] : []),
  ]);
}

function wrongOn({ at_ms, order, page, ledger }: Shown, truth: Truth): readonly string[] {
  const screen = screenOf(page);
  const found = [
    ...(saysOf(page).includes("We’re getting your order ready") && !isGettingReady(truth)
      ? ["it has gone"]
      : []),
    ...(saysOf(page).includes("On its way to you") && !isBroughtStill(truth)
      ? ["nothing is on its way"]
      : []),
    ...(screen.includes("The rest will follow") && !truth.lines.some(({ due }) => due > 0)
      ? ["there is no rest"]
      : []),
    ...carrierWords(screen, truth),
    ...pastDays(screen, at_ms),
    ...(page.expected !== null || screen.includes("should have been")
      ? movedInSilence({ at_ms, order, ledger })
      : []),
    ...(accountOf(order).open_minor === truth.owed_minor ? [] : [`${truth.owed_minor} is owed`]),
  ];
  return found.map((what) => `${at(at_ms)} page: ${what}\n${screen}`);
}

/** Headline and fact. */
function saysOf({ situation }: OrderPageView): readonly (string | null)[] {
  return [situation.headline, situation.fact];
}

/** Kinds that speak of what is to reach the customer. */
const ABOUT_THE_WAY: readonly OrderKind[] = [
  "shipment_shipped",
  "shipment_updated",
  "shipment_out_for_delivery",
  "shipment_ready_for_pickup",
  "shipment_attempted",
  "shipment_exception",
  "shipment_stalled",
  "delay_notice",
  "back_on_track",
  "backorder_notice",
];

function isAllOver({ lines, shipments }: Truth): boolean {
  return lines.every(({ way, due, moving }) => way === "digital" || due + moving === 0) &&
    shipments.every(({ state }) => state !== "moving");
}

function isBroughtStill({ lines }: Truth): boolean {
  return lines.some(({ way, due, moving }) => (way === "carrier" || way === "local") && due + moving > 0);
}

/** Of what is brought, or else of what is collected, some is still here and none has left. */
function isGettingReady({ lines }: Truth): boolean {
  const wanted = lines.filter(({ ordered, withdrawn }) => withdrawn < ordered);
  const brought = wanted.filter(({ way }) => way === "carrier" || way === "local");
  const meant = brought.length > 0 ? brought : wanted.filter(({ way }) => way === "pickup");
  return meant.some(({ due }) => due > 0) &&
    meant.every(({ moving, with_customer }) => moving + with_customer === 0);
}

/** What a section of a mail lists beyond what there is. */
function tooMany(
  text: string,
  heading: string,
  { lines }: Truth,
  there: (line: TrueLine) => number,
): readonly string[] {
  const section = new RegExp(`^${heading}\\n-+\\n+((?:.+\\nQuantity: \\d+\\n+)+)`, "m").exec(text)?.[1] ?? "";
  return [...section.matchAll(/^(.+)\nQuantity: (\d+)$/gm)].flatMap(([, title, quantity]) => {
    const line = lines.find((one) => one.title === title);
    return line !== undefined && there(line) >= Number(quantity) ? [] : [`${heading}: ${quantity} ${title}`];
  });
}

/** Where nothing travels, nothing sounds as if it did. */
function carrierWords(text: string, { lines, shipments }: Truth): readonly string[] {
  if ([...lines, ...shipments].some(({ way }) => way === "carrier" || way === "local")) return [];
  const said = text.replace("There’s nothing to ship for this order.", "");
  return /\b(?:courier|carrier|parcels?|shipped|deliver\w*|on its way to you|tracking)\b/i.exec(said) ?? [];
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Days that are expected and have passed. */
function pastDays(text: string, at_ms: number): readonly string[] {
  const today = dayIn(SHOP.time_zone, at_ms);
  return [...text.matchAll(/(?<!Was )expected:? ([^\n|]*)/gi)].flatMap(([whole, when]) => {
    const last = [...when!.matchAll(/\b([A-Z][a-z]{2})[a-z]* (\d{1,2})\b/g)].at(-1);
    if (last === undefined) return [];
    const month = MONTHS.indexOf(last[1]!) + 1;
    const year = Number(today.slice(0, 4)) + (month < Number(today.slice(5, 7)) ? 1 : 0);
    const day = `${year}-${String(month).padStart(2, "0")}-${last[2]!.padStart(2, "0")}`;
    return day < today ? [`${whole} on ${today}`] : [];
  });
}

/** A later day than a mail named is on the page only with a mail that says so, or that is about to. */
function movedInSilence(
  { at_ms, order, ledger }: Pick<Shown, "at_ms" | "order" | "ledger">,
): readonly string[] {
  const told = lastShown(ledger, "expected");
  const shown = windowToShow(order, SHOP);
  if (told === undefined || shown === null || shown.until <= told.until) return [];
  // Both are over: it is late by either.
  if (shown.until < dayIn(SHOP.time_zone, at_ms)) return [];
  const planned = planMessages({ order, shop: SHOP, ledger, now_ms: at_ms });
  const is_coming = planned.some(({ kind, about, against }) =>
    against === null &&
    (kind === "delay_notice" || kind === "shipment_shipped" || kind === "back_on_track") &&
    !ledger.some((entry) => entry.kind === kind && entry.about === about)
  );
  return is_coming ? [] : [`${shown.until}, and ${told.until} was told`];
}

function truthAt(steps: readonly TrueStep[], at_ms: number): Truth {
  return steps.findLast((step) => step.at_ms <= at_ms)!.truth;
}

function byTitle(a: { readonly title: string }, b: { readonly title: string }): number {
  return a.title < b.title ? -1 : 1;
}
