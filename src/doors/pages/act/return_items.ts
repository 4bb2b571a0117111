/**
 * Requests a return or an exchange: which pieces, why, with pictures of damage; the policy of the day of the order
 * decides.
 */
import type { FieldView } from "../../../../templates/pages/form.tsx";
import { type Left, returnable } from "../../../customers/offers.ts";
import { keepRequest, receiveRequest, recordOnPage } from "../../../flow/customer/receive_request.ts";
import { textOrNull } from "../../../mail/format/text.ts";
import type { OrderEvent } from "../../../orders/event.ts";
import { returnPolicy } from "../../../orders/returns.ts";
import { field } from "../../forms/form.ts";
import { type Acting, type Action, DONE } from "./action.ts";
import { keepPictures, picturesOf, WITH_PICTURES_MAX_BYTES } from "./pictures.ts";

const REASONS = ["too_big", "too_small", "not_as_described", "faulty", "changed_mind"] as const;
/** Time within which a return that the page approved must be sent back. */
const SEND_WITHIN_MS = 14 * 86_400_000;

export const sendBack: Action = {
  body_max_bytes: WITH_PICTURES_MAX_BYTES,
  show: (acting) => {
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
        {
          type: "one",
          name: "why",
          label: t("back.why"),
          required: true,
          options: REASONS.map((value) => ({
            value,
            label: t(`back.${value}`),
            checked: given !== null && field(given, "why") === value,
          })),
        },
        {
          type: "long",
          name: "words",
          label: t("back.words"),
          value: given === null ? "" : field(given, "words"),
        },
        { type: "pictures", name: "pictures", label: t("back.pictures"), hint: t("back.pictures_hint") },
      ],
    };
  },
  act: async (acting, form, form_id) => {
    const { ports, shop, row, t, locale, now_ms } = acting;
    const lines = chosen(form, returnable(inputOf(acting)));
    const why = REASONS.find((value) => value === field(form, "why"));
    if (lines.length === 0) return { type: "fault", error: "back.none" };
    if (why === undefined) return { type: "fault", error: "act.missing" };
    const pictures = await picturesOf(form);
    if (pictures === null) return { type: "fault", error: "back.picture_wrong" };
    const kept = (await keepPictures(acting, form_id, pictures)).map(({ key }) => key);
    const wants_exchange = field(form, "what") === "exchange";
    const reason = t(`back.${why}`);
    const words = [t(wants_exchange ? "back.exchange" : "back.refund"), reason, field(form, "words")]
      .filter((text) => text !== "").join("\n");
    const request = {
      form_id,
      kind: wants_exchange ? "exchange" : "return",
      topic: t("act.return"),
      words,
      locale,
      asked: { lines, why, pictures: kept },
      alert: "customer_request",
      confirmed_by_order: true,
      needs_person: shop.settings.returns_approved === "by_shop" || wants_exchange,
    } as const;
    // A person must handle an exchange, to learn what for; a return within the policy needs nobody.
    const at_once = shop.settings.returns_approved === "at_once" && !wants_exchange;
    const made_at_ms = await keepRequest(ports, shop, row, request, now_ms);
    if (wants_exchange) await receiveRequest(ports, shop, row, request, made_at_ms);
    const described = { id: `page-${form_id}`, lines: lines.map((line) => ({ ...line, reason })), steps: [] };
    const at = new Date(made_at_ms).toISOString();
    const send_by = new Date(made_at_ms + SEND_WITHIN_MS).toISOString().slice(0, 10);
    const events: OrderEvent[] = [{ type: "return.requested", at, return: described }];
    if (at_once) events.push({ type: "return.approved", at, return: { ...described, send_by } });
    await recordOnPage(ports, shop, row, `return-${form_id}`, events, now_ms);
    return DONE;
  },
  done: ["act.done_mail"],
};

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
