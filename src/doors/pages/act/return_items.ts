/**
 * Requests a return or an exchange: which pieces, then why for each and what goes back, with pictures of damage; the
 * policy of the day of the order decides.
 */
import type { FieldView } from "../../../../templates/pages/form.tsx";
import { type Left, returnable } from "../../../customers/offers.ts";
import { keepRequest, receiveRequest, recordOnPage } from "../../../flow/customer/receive_request.ts";
import { type Choices, exchangeChoices } from "../../../flow/customer/exchange_choices.ts";
import { labelFor } from "../../../flow/cases/return_label.ts";
import { wording } from "../../../mail/format/amounts.ts";
import { oneLine, textOrNull } from "../../../mail/format/text.ts";
import { type LinePieces, refundPreview } from "../../../orders/account/refund_preview.ts";
import type { OrderEvent } from "../../../orders/event.ts";
import { returnPolicy } from "../../../orders/returns.ts";
import { RETURN_REASONS } from "../../../orders/return_reasons.ts";
import { field } from "../../forms/form.ts";
import { type Acting, type Action, DONE, type Shown } from "./action.ts";
import { keepPictures, picturesOf, WITH_PICTURES_MAX_BYTES } from "./pictures.ts";

/** Time within which a return that the page approved must be sent back. */
const SEND_WITHIN_MS = 14 * 86_400_000;

export const sendBack: Action = {
  body_max_bytes: WITH_PICTURES_MAX_BYTES,
  show: async (acting) => {
    const { given } = acting;
    const lines = given === null ? [] : chosen(given, returnable(inputOf(acting)));
    return given !== null && field(given, "step") === "reasons" && lines.length > 0
      ? await reasons(acting, given, lines)
      : items(acting);
  },
  act: async (acting, form, form_id) => {
    const { ports, shop, row, t, locale, now_ms } = acting;
    const lines = chosen(form, returnable(inputOf(acting)));
    if (lines.length === 0) return { type: "fault", error: "back.none" };
    if (field(form, "step") !== "reasons") {
      return { type: "review", shown: await reasons(acting, form, lines) };
    }
    const wants_exchange = field(form, "what") === "exchange";
    const told = lines.map((line) => ({ ...line, ...saidOf(form, line.line_id) }));
    if (told.some(({ why }) => why === undefined)) return { type: "fault", error: "act.missing" };
    if (wants_exchange && told.some(({ instead }) => instead === "")) {
      return { type: "fault", error: "back.exchange_missing" };
    }
    const pictures = await picturesOf(form);
    if (pictures === null) return { type: "fault", error: "back.picture_wrong" };
    const kept = (await keepPictures(acting, form_id, pictures)).map(({ key }) => key);
    const titles = new Map(row.order.details.lines.map(({ id, title }) => [id, oneLine(title)]));
    const described_lines = told.map(({ line_id, quantity, why, instead }) => ({
      line_id,
      quantity,
      reason: why!,
      ...(wants_exchange ? { exchange_for: instead } : {}),
    }));
    const words = [
      t(wants_exchange ? "back.exchange" : "back.refund"),
      ...described_lines.map(({ line_id, quantity, reason, exchange_for }) =>
        `${t("line.quantity_and_title", { quantity, title: titles.get(line_id) ?? line_id })}: ${
          [
            t(`back.${reason}`),
            exchange_for === undefined ? "" : t("back.exchange_for", { what: exchange_for }),
          ]
            .filter((part) => part !== "").join(" · ")
        }`
      ),
      field(form, "words"),
    ].filter((text) => text !== "").join("\n");
    const request = {
      form_id,
      kind: wants_exchange ? "exchange" : "return",
      topic: t("act.return"),
      words,
      locale,
      asked: { lines: told, pictures: kept },
      alert: "customer_request",
      confirmed_by_order: true,
      needs_person: shop.settings.returns_approved === "by_shop" || wants_exchange,
    } as const;
    // A person must handle an exchange; a return within the policy needs nobody.
    const at_once = shop.settings.returns_approved === "at_once" && !wants_exchange;
    const made_at_ms = await keepRequest(ports, shop, row, request, now_ms);
    if (wants_exchange) await receiveRequest(ports, shop, row, request, made_at_ms);
    const described = { id: `page-${form_id}`, lines: described_lines, steps: [] };
    const at = new Date(made_at_ms).toISOString();
    const send_by = new Date(made_at_ms + SEND_WITHIN_MS).toISOString().slice(0, 10);
    const label = at_once ? await labelFor(ports, shop, row, described.id, now_ms) : null;
    const events: OrderEvent[] = [{ type: "return.requested", at, return: described }];
    if (at_once) events.push({ type: "return.approved", at, return: { ...described, ...label, send_by } });
    await recordOnPage(ports, shop, row, `return-${form_id}`, events, now_ms);
    return DONE;
  },
  done: ["act.done_mail"],
};

/** The first page: what goes back, and what the customer would like instead. */
function items(acting: Acting): Shown {
  const { t, given, row, shop } = acting;
  const policy = returnPolicy(row.order, shop.settings);
  const described = [policy?.conditions, policy?.exclusions, policy?.how].map(textOrNull).filter((line) =>
    line !== null
  );
  return {
    lead: described,
    fields: [
      quantities(acting, returnable(inputOf(acting)), t("back.items")),
      {
        type: "one",
        name: "what",
        label: t("back.what"),
        options: (["refund", "exchange"] as const).map((value) => ({
          value,
          label: t(`back.${value}`),
          checked: value === (given === null ? "refund" : field(given, "what")),
        })),
      },
    ],
    submit: t("back.go_on"),
  };
}

/** The second page: why, for each item, what it is exchanged for, and what goes back to the customer. */
async function reasons(acting: Acting, form: FormData, lines: readonly LinePieces[]): Promise<Shown> {
  const { t, row, ports, shop, now_ms } = acting;
  const wants_exchange = field(form, "what") === "exchange";
  const choices: Choices = wants_exchange ? await exchangeChoices(ports, shop, row, now_ms) : new Map();
  const titles = new Map(row.order.details.lines.map((line) => [line.id, line]));
  return {
    title: t("back.why_title"),
    lead: [],
    hidden: {
      what: wants_exchange ? "exchange" : "refund",
      step: "reasons",
      ...Object.fromEntries(lines.map(({ line_id, quantity }) => [fieldName(line_id), String(quantity)])),
    },
    fields: [
      ...lines.flatMap(({ line_id, quantity }): readonly FieldView[] => {
        const title = t("line.quantity_and_title", { quantity, title: oneLine(titles.get(line_id)?.title) });
        const said = saidOf(form, line_id);
        return [
          {
            type: "pick",
            name: `why-${fieldName(line_id)}`,
            label: title,
            hint: t("back.why"),
            required: true,
            none: t("back.choose"),
            options: RETURN_REASONS.map((value) => ({
              value,
              label: t(`back.${value}`),
              checked: value === said.why,
            })),
          },
          ...(wants_exchange
            ? insteadOf(acting, line_id, textOrNull(titles.get(line_id)?.variant), choices, form)
            : []),
        ];
      }),
      ...(wants_exchange ? [] : [{ type: "lines" as const, lines: previewLines(acting, lines) }]),
      { type: "long", name: "words", label: t("back.words"), value: field(form, "words") },
      { type: "pictures", name: "pictures", label: t("back.pictures"), hint: t("back.pictures_hint") },
    ],
    submit: t("back.submit"),
  };
}

/** What the item is exchanged for: one of its variants where they are known, or the customer's own words. */
function insteadOf(
  { t }: Acting,
  line_id: string,
  now: string | null,
  choices: Choices,
  form: FormData,
): readonly FieldView[] {
  const variants = [...new Set((choices.get(line_id) ?? []).map(({ title }) => oneLine(title)))];
  const words = field(form, `for-${fieldName(line_id)}`, INSTEAD_MAX);
  const has_now = now === null ? null : t("back.exchange_has", { variant: now });
  if (variants.length === 0) {
    const label = t("back.exchange_label");
    return [{
      type: "text",
      name: `for-${fieldName(line_id)}`,
      label,
      hint: has_now,
      required: true,
      value: words,
    }];
  }
  const chosen_variant = field(form, `variant-${fieldName(line_id)}`, INSTEAD_MAX);
  return [
    {
      type: "pick",
      name: `variant-${fieldName(line_id)}`,
      label: t("back.exchange_label"),
      hint: has_now,
      none: t("back.exchange_choose"),
      options: variants.map((title) => ({ value: title, label: title, checked: title === chosen_variant })),
    },
    {
      type: "text",
      name: `for-${fieldName(line_id)}`,
      label: t("back.exchange_other"),
      value: words,
    },
  ];
}

const INSTEAD_MAX = 100;

/** What the account says goes back for these pieces, and who pays for the way. */
function previewLines({ t, row, shop, locale }: Acting, lines: readonly LinePieces[]): readonly string[] {
  const words = wording(t, locale, row.order.details.currency);
  const preview = refundPreview(row.order, lines);
  if (!preview.is_paid) return [t("back.not_paid")];
  const paid_by = returnPolicy(row.order, shop.settings)?.paid_by;
  return [
    t("back.refund_is", { amount: words.money(preview.total_minor) }),
    ...(preview.shares_minor === 0
      ? []
      : [t("back.refund_shares", { amount: words.money(preview.shares_minor) })]),
    ...(paid_by === undefined ? [] : [t(`returns.paid_by_${paid_by}`)]),
    t("back.refund_when"),
  ];
}

/** What the second form says of one line. */
function saidOf(form: FormData, line_id: string) {
  const why = field(form, `why-${fieldName(line_id)}`, 40);
  return {
    why: RETURN_REASONS.find((value) => value === why),
    // Their own words say more than the list.
    instead: field(form, `for-${fieldName(line_id)}`, INSTEAD_MAX) ||
      field(form, `variant-${fieldName(line_id)}`, INSTEAD_MAX),
  };
}

/** Shows fields to choose pieces with; `all` preselects every piece. */
export function quantities(
  { t, given }: Acting,
  left: readonly Left[],
  label: string,
  all: boolean = false,
): FieldView {
  return {
    type: "quantities",
    name: "lines",
    label,
    items: left.map(({ line, quantity }) => ({
      name: fieldName(line.id),
      title: line.title,
      detail: [textOrNull(line.variant), t("back.bought", { count: line.quantity })].filter((part) =>
        part !== null
      )
        .join(" · "),
      max: Math.min(quantity, QUANTITY_SHOWN_MAX),
      value: given === null
        ? (all || left.length === 1 ? Math.min(quantity, QUANTITY_SHOWN_MAX) : 0)
        : Number(field(given, fieldName(line.id), 4)) || 0,
    })),
  };
}

const QUANTITY_SHOWN_MAX = 100;

/** Returns the chosen quantities, never more than `left`: only a manipulated form asks for more. */
export function chosen(
  form: FormData,
  left: readonly Left[],
): readonly { readonly line_id: string; readonly quantity: number }[] {
  return left.map(({ line, quantity }) => {
    const wanted = Number(field(form, fieldName(line.id), 4));
    return {
      line_id: line.id,
      quantity: Number.isInteger(wanted) && wanted > 0 && wanted <= quantity ? wanted : 0,
    };
  }).filter(({ quantity }) => quantity > 0);
}

export function inputOf({ row, shop, ledger, now_ms }: Acting) {
  return { order: row.order, shop: shop.settings, ledger, now_ms };
}

/** Encodes a line's id, which may hold any character, so that it is safe as a field name. */
function fieldName(line_id: string): string {
  return `line-${new TextEncoder().encode(line_id).toBase64({ alphabet: "base64url", omitPadding: true })}`;
}
