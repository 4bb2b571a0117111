/**
 * Customer actions that a person at the shop answers: a question, a note, another address, a cancellation.
 */
import { type CustomerRequest, receiveRequest } from "../../../flow/customer/receive_request.ts";
import { carryOut, mayCarryOut } from "../../../flow/customer/carry_out.ts";
import { heldShipment } from "../../../customers/offers.ts";
import { addressLines } from "../../../mail/format/address.ts";
import type { Address } from "../../../orders/event.ts";
import { field } from "../../forms/form.ts";
import { type Acting, type Action, DONE, type Outcome } from "./action.ts";

export const ask: Action = {
  show: ({ t, given }) => ({
    lead: [t("ask.lead")],
    fields: [{
      type: "long",
      name: "words",
      label: t("act.words"),
      required: true,
      value: typed(given, "words"),
    }],
  }),
  act: async (acting, form, form_id) => {
    const words = field(form, "words");
    if (words === "") return { type: "fault", error: "act.missing" };
    const topic = acting.t("ask.topic", { number: acting.row.number });
    return await request(acting, { form_id, kind: "question", about: "question", topic, words, asked: {} });
  },
  done: ["act.done_mail"],
};

export const note: Action = {
  show: ({ t, given }) => ({
    lead: [t("note.lead")],
    fields: [{
      type: "long",
      name: "words",
      label: t("note.label"),
      required: true,
      value: typed(given, "words"),
    }],
  }),
  act: async (acting, form, form_id) => {
    const words = field(form, "words", 500);
    if (words === "") return { type: "fault", error: "act.missing" };
    const topic = acting.t("act.note");
    return await request(acting, {
      form_id,
      kind: "delivery_note",
      about: "delivery_note",
      topic,
      words,
      asked: { note: words },
    });
  },
  done: ["act.done_mail"],
};

export const cancel: Action = {
  show: ({ t, given }) => ({
    lead: [t("cancel.lead")],
    fields: [{ type: "long", name: "words", label: t("cancel.why"), value: typed(given, "words") }],
    submit: t("cancel.submit"),
  }),
  act: async (acting, form, form_id) => {
    await requestCancellation(acting, form_id, field(form, "words"));
    return DONE;
  },
  done: ["act.done_mail"],
};

const PARTS = ["name", "company", "street", "more", "postal_code", "city", "region"] as const;
const NEEDED: readonly string[] = ["name", "street", "city"];
const AUTOCOMPLETE = {
  name: "name",
  company: "organization",
  street: "address-line1",
  more: "address-line2",
  postal_code: "postal-code",
  city: "address-level2",
  region: "address-level1",
} as const satisfies Readonly<Record<(typeof PARTS)[number], string>>;

/**
 * Changes the address within the country of the order only: another country has other prices and taxes, and needs a
 * question to the shop.
 */
export const address: Action = {
  proven: true,
  show: ({ t, given, row }) => {
    const before = partsOf(row.order.details.shipping_address);
    return {
      lead: [t("address.lead")],
      fields: PARTS.map((name) => ({
        type: "text",
        name,
        label: t(`address.${name}`),
        value: given === null ? before[name] : field(given, name, 200),
        required: NEEDED.includes(name),
        autocomplete: AUTOCOMPLETE[name],
      })),
      submit: t("address.submit"),
    };
  },
  act: async (acting, form, form_id) => {
    const part = Object.fromEntries(PARTS.map((name) => [name, field(form, name, 200)])) as Parts;
    if (NEEDED.some((name) => part[name as keyof Parts] === "")) {
      return { type: "fault", error: "act.missing" };
    }
    const country = acting.row.order.details.shipping_address?.country;
    const wanted: Address = {
      name: part.name,
      company: part.company,
      lines: [part.street, part.more].filter((line) => line !== ""),
      postal_code: part.postal_code,
      city: part.city,
      region: part.region,
      country,
    };
    const lines = addressLines(wanted, acting.locale) ?? [];
    const words = [acting.t("address.words"), "", ...lines].join("\n");
    const topic = acting.t("act.address");
    return await request(acting, {
      form_id,
      kind: "address_change",
      // What came back goes to the new address anew; nothing is changed at the storefront for it.
      about: heldShipment(acting.row.order) === null ? "address_change" : "send_elsewhere",
      topic,
      words,
      asked: { address: wanted },
    });
  },
  done: ["act.done_mail"],
};

type Parts = Readonly<Record<(typeof PARTS)[number], string>>;

function partsOf(address: Address | undefined): Parts {
  const [street = "", more = ""] = address?.lines ?? [];
  const { name = "", company = "", postal_code = "", city = "", region = "" } = address ?? { lines: [] };
  return { name, company, street, more, postal_code, city, region };
}

/** Asks for a cancellation: at the storefront at once where the shop allows it, else of a person. */
export async function requestCancellation(
  acting: Acting,
  form_id: string,
  own: string,
  is_confirmed: boolean = false,
): Promise<void> {
  const words = [acting.t("cancel.words"), own].filter((text) => text !== "").join("\n\n");
  const topic = acting.t("act.cancel");
  await request(
    acting,
    {
      form_id,
      kind: "cancellation",
      about: "cancellation",
      topic,
      words,
      asked: {},
      ...(is_confirmed ? { confirmed_by_order: true as const } : {}),
    },
    is_confirmed ? null : "cancellation_requested",
  );
}

async function request(
  acting: Acting,
  asked: Omit<CustomerRequest, "locale" | "alert">,
  alert: CustomerRequest["alert"] = "customer_request",
): Promise<Outcome> {
  const { ports, shop, row, locale, now_ms } = acting;
  const { about } = asked;
  const at_once = (about === "cancellation" || about === "address_change") &&
    mayCarryOut(shop, row.id, about);
  const is_new = await receiveRequest(ports, shop, row, {
    ...asked,
    locale,
    alert,
    // The customer hears what became of it, and of a person only where one has to look at it.
    ...(at_once ? { confirmed_by_order: true as const } : {}),
  }, now_ms);
  // A second click asks the storefront nothing: what was begun there would be refused.
  if (at_once && is_new) await carryOut(ports, shop, asked.form_id, 0, now_ms);
  return DONE;
}

function typed(given: FormData | null, name: string): string {
  return given === null ? "" : field(given, name);
}
