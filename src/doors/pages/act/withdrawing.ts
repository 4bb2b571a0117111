/**
 * Withdraws from the contract in two steps, without a login: Directive 2011/83/EU, Article 11a, as inserted by (EU)
 * 2023/2673.
 */
import { maskEmail } from "../../../customers/mask.ts";
import { withdrawable } from "../../../customers/offers.ts";
import { withdrawalDays } from "../../../customers/withdrawal.ts";
import { keepRequest, recordOnPage } from "../../../flow/customer/receive_request.ts";
import { dateText } from "../../../mail/format/dates.ts";
import { oneLine } from "../../../mail/format/text.ts";
import { orderedAt } from "../../../orders/placing.ts";
import { field } from "../../forms/form.ts";
import { type Acting, type Action, DONE } from "./action.ts";
import { chosen, inputOf, quantities } from "./return_items.ts";

export const withdraw: Action = {
  show: (acting) => {
    const { t, given, shop, proven, row } = acting;
    const name = proven ? row.order.details.customer.name ?? "" : "";
    return {
      lead: [t("withdraw.lead", { days: withdrawalDays(row.order, shop.settings) ?? 0 })],
      fields: [
        quantities(acting, withdrawable(inputOf(acting)), t("withdraw.items"), true),
        {
          type: "text",
          name: "name",
          label: t("withdraw.name"),
          value: given === null ? name : field(given, "name", 200),
          required: true,
          autocomplete: "name",
        },
      ],
      submit: t("withdraw.review"),
    };
  },
  act: async (acting, form, form_id) => {
    const { ports, shop, row, t, locale, now_ms } = acting;
    const lines = chosen(form, withdrawable(inputOf(acting)));
    const name = field(form, "name", 200);
    if (lines.length === 0) return { type: "fault", error: "back.none" };
    if (name === "") return { type: "fault", error: "act.missing" };
    const statement = statementOf(acting, lines);
    if (field(form, "step") !== "confirm") {
      return {
        type: "review",
        shown: {
          title: t("withdraw.confirm"),
          lead: [t("withdraw.check")],
          fields: [{ type: "lines", lines: [statement, name, ...sentTo(acting)] }],
          hidden: { ...fieldsOf(form), name, step: "confirm" },
          submit: t("withdraw.confirm"),
        },
      };
    }
    const request = {
      form_id,
      kind: "withdrawal",
      topic: t("act.withdraw"),
      words: `${statement}\n\n${name}`,
      locale,
      asked: { lines },
      alert: "customer_request",
    } as const;
    const at = new Date(await keepRequest(ports, shop, row, request, now_ms)).toISOString();
    const hash = await sha256(JSON.stringify({ order: row.number, at, name, statement, lines }));
    await recordOnPage(ports, shop, row, `withdrawal-${form_id}`, [{
      type: "order.withdrawn",
      at,
      withdrawal: { id: `page-${form_id}`, lines: [...lines], name, statement, hash },
    }], now_ms);
    return DONE;
  },
  done: ["act.done_mail"],
};

/** Names the address to which the acknowledgement goes: Article 11a (2) (c). */
function sentTo({ t, row, proven }: Acting): readonly string[] {
  const { email } = row.order.details.customer;
  return email === undefined ? [] : [t("withdraw.sent_to", { email: proven ? email : maskEmail(email) })];
}

function statementOf(
  { t, row, shop, locale }: Acting,
  lines: readonly { readonly line_id: string; readonly quantity: number }[],
): string {
  const { details } = row.order;
  const items = lines.map(({ line_id, quantity }) => {
    const title = oneLine(details.lines.find(({ id }) => id === line_id)?.title);
    return t("line.quantity_and_title", { quantity, title });
  });
  return t("withdraw.statement", {
    number: oneLine(details.number),
    date: dateText(locale, shop.settings.time_zone, orderedAt(details)),
    items: items.join(", "),
  });
}

/** Carries the choices of the first form unchanged into the second; they are checked again there. */
function fieldsOf(form: FormData): Readonly<Record<string, string>> {
  const names = [...form.keys()].filter((name) => name.startsWith("line-"));
  return Object.fromEntries(names.map((name) => [name, field(form, name, 4)]));
}

async function sha256(text: string): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))).toHex();
}
