/**
 * Words what is recorded of one order for a bank that asks after a disputed payment: what was bought, paid, sent, delivered, told and
 * answered, and what is not recorded. In the desk's language of whoever calls it; what people, carriers and providers wrote stays as they
 * wrote it.
 */
import type { OrderEvent } from "../../orders/event.ts";
import { formatMinor } from "../../orders/money.ts";
import type { ReturnPolicy } from "../../orders/shop.ts";
import type { Order, OrderShipment, Scan } from "../../orders/state.ts";
import {
  type DeskKey,
  type DeskLanguage,
  deskLanguageNow,
  deskLocale,
  w,
  wordFor,
} from "../../../templates/admin/words.ts";
import { addressLines } from "../format/address.ts";
import { kindWords } from "./finding_words.ts";
import { type ProviderEvent, providerEvents, type ReportedMail } from "./provider_events.ts";

/** A file of the pack, with which the copy in the archive can be compared. */
export interface EvidenceFile {
  /** Its path in the archive. */
  readonly name: string;
  /** Of its bytes, in hexadecimal. */
  readonly sha256: string;
  readonly size: number;
}

export interface EvidenceEvent {
  /** When it happened, by its sender. */
  readonly at: string;
  readonly received_at: string;
  readonly source: string;
  readonly webhook: string;
  readonly event: OrderEvent;
}

/** One message of the ledger. */
export interface EvidenceMail extends ReportedMail {
  readonly about: string;
  readonly attempts: number;
  /** The bytes as they left; null where no copy is kept. */
  readonly copy: EvidenceFile | null;
}

export interface EvidenceWords {
  readonly case: string;
  readonly topic: string;
  readonly at: string;
  readonly author: "customer" | "shop" | "waybill";
  readonly person: string | null;
  readonly way: string | null;
  readonly words: string;
  readonly files: readonly EvidenceFile[];
}

/** Everything that the pack holds. */
export interface Evidence {
  readonly made_at: string;
  readonly shop: {
    readonly name: string;
    readonly url: string | null;
    readonly legal_lines: readonly string[];
    readonly time_zone: string;
  };
  readonly id: string;
  readonly number: string;
  readonly order: Order;
  readonly events: readonly EvidenceEvent[];
  readonly mails: readonly EvidenceMail[];
  readonly conversation: readonly EvidenceWords[];
  /** The return policy in force when the order was placed; null where the shop states none. */
  readonly policy: ReturnPolicy | null;
  /** What the pack leaves out, and why; empty where it is whole. */
  readonly left_out: readonly LeftOut[];
}

/** `most` is the bound of a pack, `count` how many there are of files left out, and of all events. */
export type LeftOut =
  | { readonly what: "messages" | "words"; readonly most: number }
  | { readonly what: "events"; readonly count: number; readonly most: number }
  | { readonly what: "files"; readonly count: number; readonly most: number; readonly megabytes: number };

export interface ReportSection {
  readonly title: string;
  readonly lead: readonly string[];
  readonly rows: readonly { readonly name: string; readonly value: string }[];
  readonly table?: ReportTable;
}

export interface ReportTable {
  /** Each with its part of the width; the parts are one together. */
  readonly columns: readonly { readonly title: string; readonly share: number }[];
  /** As many cells as there are columns. */
  readonly rows: readonly (readonly string[])[];
}

export interface Report {
  readonly title: string;
  readonly language: DeskLanguage;
  readonly sections: readonly ReportSection[];
}

/** Rows of the document; the archive's `evidence.json` has all. */
const EVENTS_SHOWN = 300;
const WORDS_SHOWN = 3_000;

export function disputeReport(evidence: Evidence): Report {
  return {
    title: w("pack.title", { number: evidence.number }),
    language: deskLanguageNow(),
    sections: [
      aboutSection(evidence),
      orderSection(evidence.order),
      paymentSection(evidence.order),
      deliverySection(evidence.order),
      policySection(evidence.policy),
      mailSection(evidence),
      providerSection(evidence),
      pageSection(evidence),
      talkSection(evidence),
      eventSection(evidence),
      missingSection(evidence),
    ],
  };
}

function aboutSection({ shop, id, number, made_at, order }: Evidence): ReportSection {
  return {
    title: w("pack.about"),
    lead: order.erased_at === undefined ? [] : [w("pack.erased", { at: moment(order.erased_at) })],
    rows: rows([
      [
        "pack.shop",
        [shop.name, ...shop.legal_lines, shop.url ?? ""].filter((line) => line !== "").join("\n"),
      ],
      ["pack.order", number],
      ["pack.key", id],
      ["pack.written", moment(made_at)],
      ["pack.times", w("pack.times_utc")],
    ]),
  };
}

function orderSection({ details, cancelled }: Order): ReportSection {
  const { customer, currency } = details;
  const language = deskLanguageNow();
  const money = (minor: number) => formatMinor(minor, currency, deskLocale());
  return {
    title: w("pack.the_order"),
    lead: [],
    rows: [
      ...rows([
        ["pack.placed", moment(details.placed_at)],
        ["pack.customer", [customer.name, customer.email].filter((part) => part !== undefined).join("\n")],
        ["pack.delivery_address", addressLines(details.shipping_address, language)?.join("\n")],
        ["pack.billing_address", addressLines(details.billing_address, language)?.join("\n")],
      ]),
      ...details.lines.map((line) => ({
        name: line.quantity === 1 ? w("pack.item") : w("pack.items", { quantity: line.quantity }),
        value: [
          [line.title, line.variant].filter((part) => part !== undefined && part !== "").join(", "),
          line.sku === undefined ? "" : `SKU ${line.sku}`,
          w("pack.each", { price: money(line.unit_price_minor) }),
        ].filter((part) => part !== "").join("\n"),
      })),
      ...rows([
        ["order.total", money(details.total_minor)],
        ["pack.note", details.note],
        ["pack.cancelled", cancelled === undefined ? undefined : moment(cancelled.at)],
      ]),
    ],
  };
}

function paymentSection({ details: { currency }, payments, refunds }: Order): ReportSection {
  const money = (minor: number) => formatMinor(minor, currency, deskLocale());
  return {
    title: w("pack.payments"),
    lead: payments.length === 0 ? [w("pack.no_payment")] : [],
    rows: [
      ...payments.map((one) => ({
        name: moment(one.at),
        value: [
          w(`pack.payment_${one.status}`, { amount: money(one.amount_minor) }),
          [one.method?.brand, one.method?.last4 === undefined ? undefined : `•••• ${one.method.last4}`]
            .filter((part) => part !== undefined).join(" "),
          w("pack.payment_id", { id: one.transaction_id ?? one.id }),
          one.statement_name === undefined ? "" : w("pack.statement", { name: one.statement_name }),
          one.reason ?? "",
        ].filter((part) => part !== "").join("\n"),
      })),
      ...refunds.map((one) => ({
        name: moment(one.at),
        value: w(one.failed === undefined ? "pack.refunded" : "pack.refund_failed", {
          amount: money(one.amount_minor),
        }),
      })),
    ],
  };
}

function deliverySection({ shipments }: Order): ReportSection {
  return {
    title: w("pack.deliveries"),
    lead: shipments.length === 0 ? [w("pack.no_shipment")] : [],
    rows: shipments.flatMap(shipmentRows),
  };
}

function shipmentRows(shipment: OrderShipment): ReportSection["rows"] {
  const scans = shipment.scans.toSorted((a, b) => a.at < b.at ? -1 : 1);
  return [
    {
      name: w("pack.shipment"),
      value: [
        ...shipment.tracking.map(({ carrier, number, url }) =>
          [carrier, number, url].filter((part) => part !== undefined).join(" ")
        ),
        w("pack.state", { state: wordFor("progress", shipment.status) }),
        shipment.shipped_at === undefined ? "" : w("pack.left", { at: moment(shipment.shipped_at) }),
      ].filter((part) => part !== "").join("\n"),
    },
    ...scans.map((scan) => ({ name: moment(scan.at), value: scanText(scan) })),
  ];
}

function scanText({ status, place, description, proof, number, is_correction }: Scan): string {
  const what = [wordFor("progress", status), place, number].filter((part) => part !== undefined).join(", ");
  return [
    is_correction ? w("pack.corrects", { what }) : what,
    description ?? "",
    proof?.signed_by === undefined ? "" : w("pack.signed_by", { name: proof.signed_by }),
    proof?.left_at === undefined ? "" : w("pack.left_at", { place: proof.left_at }),
    proof?.url === undefined ? "" : w("pack.carrier_document", { url: proof.url }),
  ].filter((line) => line !== "").join("\n");
}

function policySection(policy: ReturnPolicy | null): ReportSection {
  return {
    title: w("pack.policy"),
    lead: policy === null ? [w("pack.no_policy")] : [],
    rows: policy === null ? [] : rows([
      ["pack.window", w("pack.window_days", { days: policy.window_days })],
      ["pack.since", policy.since === undefined ? w("pack.always") : moment(policy.since)],
      ["pack.conditions", policy.conditions],
      ["pack.exclusions", policy.exclusions],
      ["pack.how", policy.how],
      ["pack.return_paid_by", policy.paid_by === undefined ? undefined : w(`pack.paid_by_${policy.paid_by}`)],
      [
        "pack.refund_within",
        policy.refund_days === undefined ? undefined : w("pack.days", { days: policy.refund_days }),
      ],
      ["pack.policy_page", policy.url],
    ]),
  };
}

function mailSection({ mails }: Evidence): ReportSection {
  return {
    title: w("pack.messages"),
    lead: [w("pack.messages_lead")],
    rows: mails.map((mail) => ({ name: kindWords(mail.kind), value: mailText(mail) })),
  };
}

function mailText(mail: EvidenceMail): string {
  return [
    [
      wordFor("state", mail.state),
      mail.channel === null ? "" : w("pack.by", { channel: mail.channel }),
      mail.about,
    ].filter((one) => one !== "").join(", "),
    mail.provider_id === null ? "" : w("pack.provider_id", { id: mail.provider_id }),
    mail.reason === null ? "" : w("pack.reason", { reason: wordFor("reason", mail.reason) }),
    ...providerEvents([mail]).map(({ event, at }) =>
      w("pack.at", { what: w(`pack.${event}`), at: moment(at) })
    ),
    ...(mail.copy === null
      ? [w("pack.no_copy")]
      : [w("pack.copy", { name: mail.copy.name, size: mail.copy.size }), `SHA-256 ${mail.copy.sha256}`]),
  ].filter((line) => line !== "").join("\n");
}

function providerSection({ mails }: Evidence): ReportSection {
  const events = providerEvents(mails);
  return {
    title: w("pack.provider_events"),
    lead: [w(events.length === 0 ? "pack.no_provider_events" : "pack.provider_events_lead")],
    rows: [],
    table: {
      columns: [
        { title: w("pack.column_at"), share: 0.19 },
        { title: w("pack.column_event"), share: 0.16 },
        { title: w("pack.column_message"), share: 0.2 },
        { title: w("pack.column_provider"), share: 0.23 },
        { title: w("pack.column_reason"), share: 0.22 },
      ],
      rows: events.map(providerCells),
    },
  };
}

function providerCells({ at, event, kind, provider, provider_id, reason }: ProviderEvent): readonly string[] {
  return [
    moment(at),
    w(`pack.${event}`),
    kindWords(kind),
    [provider, provider_id].filter((one) => one !== null).join("\n"),
    reason ?? "",
  ];
}

/** What the customer did on the page behind the signed link, which only this customer's mails hold. */
function pageSection({ events, mails, conversation }: Evidence): ReportSection {
  const acts: readonly (readonly [string, string])[] = [
    ...events.filter(({ source }) => source === "page")
      .map(({ at, event }) => [at, wordFor("event", event.type)] as const),
    ...mails.flatMap(({ clicked_at, kind }) =>
      clicked_at === null ? [] : [[clicked_at, w("pack.link_followed", { mail: kindWords(kind) })] as const]
    ),
    ...conversation.filter(({ author, way }) => author === "customer" && (way === "page" || way === "chat"))
      .map(({ at, topic }) => [at, w("pack.wrote_on_page", { topic })] as const),
  ];
  return {
    title: w("pack.on_page"),
    lead: [w("pack.on_page_lead"), ...(acts.length === 0 ? [w("pack.on_page_none")] : [])],
    rows: acts.toSorted(([a], [b]) => a < b ? -1 : 1).map(([at, value]) => ({ name: moment(at), value })),
  };
}

function talkSection({ conversation }: Evidence): ReportSection {
  return {
    title: w("pack.talk"),
    lead: conversation.length === 0 ? [w("pack.talk_none")] : [],
    rows: conversation.map((one) => ({
      name: `${moment(one.at)}\n${
        one.author === "customer" ? w("pack.customer") : one.person ?? w("pack.shop")
      }`,
      value: [
        one.topic,
        one.words.length > WORDS_SHOWN
          ? w("pack.cut", { words: one.words.slice(0, WORDS_SHOWN) })
          : one.words,
        ...one.files.map(({ name, sha256 }) => `${name}\nSHA-256 ${sha256}`),
      ].join("\n"),
    })),
  };
}

function eventSection({ events }: Evidence): ReportSection {
  const shown = events.slice(0, EVENTS_SHOWN);
  return {
    title: w("pack.reported"),
    lead: events.length > shown.length
      ? [w("pack.reported_first", { shown: shown.length, all: events.length })]
      : [],
    rows: shown.map(({ at, event, source, received_at }) => ({
      name: moment(at),
      value: `${w("pack.reported_by", { event: wordFor("event", event.type), source })}\n${
        w("pack.received", { at: moment(received_at) })
      }`,
    })),
  };
}

function missingSection({ left_out }: Evidence): ReportSection {
  return {
    title: w("pack.missing"),
    lead: [
      w("pack.missing_lead"),
      ...left_out.map(({ what, ...counts }) => w(`pack.left_out_${what}`, counts)),
    ],
    rows: [],
  };
}

/** Those that have a value. */
function rows(
  pairs: readonly (readonly [name: DeskKey, value: string | undefined])[],
): ReportSection["rows"] {
  return pairs.flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [{ name: w(name), value }]
  );
}

/** As `2026-11-23 10:00:00 UTC`, whatever offset its sender wrote it with. */
function moment(at: string): string {
  return `${new Date(at).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
