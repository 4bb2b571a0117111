/**
 * Answers of the customer: to a delay, and how the order was. A link in a mail only preselects an answer; nothing
 * counts until the form is sent.
 */
import type { Translate } from "../../../../templates/locales/translate.ts";
import type { FieldView } from "../../../../templates/pages/form.tsx";
import { confirmOnPage } from "../../../flow/customer/confirm_by_mail.ts";
import { rateOrder } from "../../../flow/customer/rate_order.ts";
import { recordOnPage } from "../../../flow/customer/receive_request.ts";
import { oneLine } from "../../../mail/format/text.ts";
import { type FeedbackRow, selectFeedback } from "../../../sql/requests.ts";
import { field } from "../../forms/form.ts";
import { requestCancellation } from "./asking.ts";
import { type Acting, type Action, DONE } from "./action.ts";
import { situationOf } from "./situation_of.ts";

const ANSWERS = ["accepted", "cancel"] as const;

export const delay: Action = {
  show: (acting) => ({
    title: acting.t("delay.title"),
    lead: newDay(acting),
    fields: [{
      type: "one",
      name: "answer",
      label: acting.t("act.delay"),
      required: true,
      options: ANSWERS.map((value) => ({
        value,
        label: acting.t(value === "accepted" ? "delay.accept_new" : "delay.cancel_it"),
        checked: acting.query.get("delay") === value,
      })),
    }],
    submit: acting.t("missing.submit"),
  }),
  act: async (acting, form, form_id) => {
    const { ports, shop, row, customer, locale, now_ms } = acting;
    const answer = ANSWERS.find((value) => value === field(form, "answer"));
    if (answer === undefined) return { type: "fault", error: "act.choose" };
    if (customer !== null) {
      const choice = answer === "accepted" ? "delay_accepted" : "delay_cancel";
      const facts = { choice, order_number: oneLine(row.number), details: [] } as const;
      await confirmOnPage(
        ports,
        shop,
        { kind: "choice_confirmed", form_id, customer, row, locale, facts: { ...facts, details: [] } },
        now_ms,
      );
    }
    // The recorded event alerts the shop when a cancellation is asked for.
    await recordOnPage(ports, shop, row, `delay-${form_id}`, [
      { type: "customer.delay_answered", at: new Date(now_ms).toISOString(), answer },
    ], now_ms);
    // A cancellation is asked for as on its own page; the mail above has confirmed it.
    if (answer === "cancel") await requestCancellation(acting, form_id, "", true);
    return answer === "accepted" ? { type: "done", end: "waits" } : DONE;
  },
  done: ["delay.answered"],
};

/** Until when the customer would wait, as far as anybody knows: the choice is about that day. */
function newDay(acting: Acting): readonly string[] {
  const { is_late, headline, fact } = situationOf(acting);
  if (!is_late) return [];
  return [headline === acting.t("status.late") ? null : headline, fact].filter((line) => line !== null);
}

const SCORE_MAX = 5;
const NPS_MAX = 10;
/** Most lines that can be rated: nobody would fill in a form of forty. */
const RATED_MAX = 5;
const RATED: Readonly<Record<string, { readonly of: "delivery" | "shop" }>> = {
  delivery: { of: "delivery" },
  nps: { of: "shop" },
};

export const rate: Action = {
  show: ({ t, row, query, given }) => ({
    lead: given === null && query.has("rating") ? [] : [t("rate.lead")],
    // The tap in the mail has chosen a score: one button confirms it. A word and the rest may follow afterwards.
    ...(given === null && query.has("rating") ? { submit: t("rate.confirm") } : {}),
    fields: given === null && query.has("rating") ? [deliveryScore(t, query.get("rating"))] : [
      deliveryScore(t, marked(given, "delivery")),
      ...row.order.details.lines.slice(0, RATED_MAX).map((line, index) =>
        scores(
          `line-${index}`,
          oneLine(line.title),
          // The text is saved with the first rating.
          null,
          1,
          SCORE_MAX,
          marked(given, `line-${index}`),
        )
      ),
      scores("nps", t("rate.nps"), t("rate.nps_scale"), 0, NPS_MAX, marked(given, "nps")),
      {
        type: "long",
        name: "words",
        label: t("rate.words"),
        value: given === null ? "" : field(given, "words"),
      },
    ],
  }),
  act: async ({ ports, shop, row, customer, locale, now_ms }: Acting, form, form_id) => {
    const words = field(form, "words") || null;
    const things = [
      { name: "delivery", about: "delivery", min: 1, max: SCORE_MAX },
      { name: "nps", about: "nps", min: 0, max: NPS_MAX },
      ...row.order.details.lines.slice(0, RATED_MAX).map(({ id }, index) => ({
        name: `line-${index}`,
        about: `line:${id}`,
        min: 1,
        max: SCORE_MAX,
      })),
    ];
    const chosen = things.flatMap(({ name, about, min, max }) => {
      const text = field(form, name, 2);
      const score = Number(text);
      return text !== "" && Number.isInteger(score) && score >= min && score <= max ? [{ about, score }] : [];
    });
    // Who has rated before and adds a word need not choose again.
    const given = chosen.length > 0 || words === null ? chosen : await ratedBefore(ports.db, row.id);
    if (given.length === 0) return { type: "fault", error: "rate.none" };
    const titles = new Map(row.order.details.lines.map(({ id, title }) => [`line:${id}`, oneLine(title)]));
    const ratings = given.map(({ about, score }) => ({
      ...RATED[about] ?? { of: "item" as const, title: titles.get(about) },
      score,
    }));
    const facts = { order_number: oneLine(row.number), ratings, ...(words === null ? {} : { words }) };
    const confirmation = customer === null ? null : { customer, locale, facts };
    await rateOrder(ports, shop, row, { form_id, scores: given, words, confirmation }, now_ms);
    return DONE;
  },
  done: ["rate.thanks"],
};

async function ratedBefore(
  db: D1Database,
  order_id: string,
): Promise<readonly { readonly about: string; readonly score: number }[]> {
  const { results } = await selectFeedback(db, order_id).all<FeedbackRow>();
  return results.map(({ about, score }) => ({ about, score }));
}

function deliveryScore(t: Translate, chosen: string | null): FieldView {
  return scores("delivery", t("rate.delivery"), t("rate.scale"), 1, SCORE_MAX, chosen);
}

function scores(
  name: string,
  label: string,
  hint: string | null,
  min: number,
  max: number,
  chosen: string | null,
): FieldView {
  const options = Array.from({ length: max - min + 1 }, (_, index) => String(min + index));
  return {
    type: "score",
    name,
    label,
    hint,
    options: options.map((value) => ({ value, label: value, checked: value === chosen })),
  };
}

function marked(given: FormData | null, name: string): string | null {
  return given === null ? null : field(given, name, 2);
}
