/**
 * Words what is recorded of one order for a bank that asks after a disputed payment: what was bought, paid, sent, delivered, told and
 * answered, and what is not recorded. In English, which every card scheme reads; what people wrote stays as they wrote it.
 */
import type { OrderEvent } from "../../orders/event.ts";
import { formatMinor } from "../../orders/money.ts";
import type { OrderPayment } from "../../orders/account/bookings.ts";
import type { ReturnPolicy } from "../../orders/shop.ts";
import type { Order, OrderShipment, Scan } from "../../orders/state.ts";
import { addressLines } from "../format/address.ts";

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

/** One message of the ledger; times are null where nothing was reported. */
export interface EvidenceMail {
  readonly key: string;
  readonly kind: string;
  readonly about: string;
  readonly state: string;
  readonly reason: string | null;
  readonly channel: string | null;
  readonly attempts: number;
  /** The provider's own id of the mail, under which its events name it; null where it gave none. */
  readonly provider_id: string | null;
  readonly sent_at: string | null;
  readonly delivered_at: string | null;
  readonly bounced_at: string | null;
  readonly complained_at: string | null;
  readonly opened_at: string | null;
  readonly clicked_at: string | null;
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
  readonly left_out: readonly string[];
}

export interface ReportSection {
  readonly title: string;
  readonly lead: readonly string[];
  readonly rows: readonly { readonly name: string; readonly value: string }[];
}

export interface Report {
  readonly title: string;
  readonly sections: readonly ReportSection[];
}

/** Rows of the document; the archive's `evidence.json` has all. */
const EVENTS_SHOWN = 300;
const WORDS_SHOWN = 3_000;

export function disputeReport(evidence: Evidence): Report {
  return {
    title: `Evidence for order ${evidence.number}`,
    sections: [
      aboutSection(evidence),
      orderSection(evidence.order),
      paymentSection(evidence.order),
      deliverySection(evidence.order),
      policySection(evidence.policy),
      mailSection(evidence),
      pageSection(evidence),
      talkSection(evidence),
      eventSection(evidence),
      missingSection(evidence),
    ],
  };
}

function aboutSection({ shop, id, number, made_at, order }: Evidence): ReportSection {
  return {
    title: "About",
    lead: order.erased_at === undefined ? [] : [
      `The customer's personal data was erased on ${
        moment(order.erased_at)
      }, as the law allows them to ask. ` +
      "Names, addresses, what was written and the copies of mails are gone for good; what was bought, paid, sent and delivered is kept.",
    ],
    rows: rows([
      ["Shop", [shop.name, ...shop.legal_lines, shop.url ?? ""].filter((line) => line !== "").join("\n")],
      ["Order", number],
      ["Key", id],
      ["Written", moment(made_at)],
      ["Times", "UTC, as recorded"],
    ]),
  };
}

function orderSection({ details, cancelled }: Order): ReportSection {
  const { customer, currency } = details;
  const money = (minor: number) => formatMinor(minor, currency, "en");
  return {
    title: "The order",
    lead: [],
    rows: rows([
      ["Placed", moment(details.placed_at)],
      ["Customer", [customer.name, customer.email].filter((part) => part !== undefined).join("\n")],
      ["Delivery address", addressLines(details.shipping_address, "en")?.join("\n")],
      ["Billing address", addressLines(details.billing_address, "en")?.join("\n")],
      ...details.lines.map((line): Pair => [
        line.quantity === 1 ? "Item" : `Item × ${line.quantity}`,
        [
          [line.title, line.variant].filter((part) => part !== undefined && part !== "").join(", "),
          line.sku === undefined ? "" : `SKU ${line.sku}`,
          `${money(line.unit_price_minor)} each`,
        ].filter((part) => part !== "").join("\n"),
      ]),
      ["Total", money(details.total_minor)],
      ["Customer's note", details.note],
      ["Cancelled", cancelled === undefined ? undefined : moment(cancelled.at)],
    ]),
  };
}

const PAYMENT_STATES: Readonly<Record<OrderPayment["status"], string>> = {
  pending: "pending",
  succeeded: "succeeded",
  failed: "failed",
  disputed: "disputed",
  dispute_won: "dispute decided for the shop",
  dispute_lost: "dispute decided for the customer",
};

function paymentSection({ details: { currency }, payments, refunds }: Order): ReportSection {
  const money = (minor: number) => formatMinor(minor, currency, "en");
  return {
    title: "Payments and refunds",
    lead: payments.length === 0 ? ["No payment was reported one by one."] : [],
    rows: rows([
      ...payments.map((one): Pair => [
        moment(one.at),
        [
          `${money(one.amount_minor)} ${PAYMENT_STATES[one.status]}`,
          [one.method?.brand, one.method?.last4 === undefined ? undefined : `•••• ${one.method.last4}`]
            .filter((part) => part !== undefined).join(" "),
          `Payment ${one.transaction_id ?? one.id}`,
          one.statement_name === undefined ? "" : `On the statement: ${one.statement_name}`,
          one.reason ?? "",
        ].filter((part) => part !== "").join("\n"),
      ]),
      ...refunds.map((one): Pair => [
        moment(one.at),
        `${money(one.amount_minor)} refunded${one.failed === undefined ? "" : ", which failed"}`,
      ]),
    ]),
  };
}

function deliverySection({ shipments }: Order): ReportSection {
  return {
    title: "Shipments and proof of delivery",
    lead: shipments.length === 0 ? ["No shipment was reported."] : [],
    rows: rows(shipments.flatMap(shipmentRows)),
  };
}

function shipmentRows(shipment: OrderShipment): readonly Pair[] {
  const scans = shipment.scans.toSorted((a, b) => a.at < b.at ? -1 : 1);
  return [
    [
      "Shipment",
      [
        ...shipment.tracking.map(({ carrier, number, url }) =>
          [carrier, number, url].filter((part) => part !== undefined).join(" ")
        ),
        `Now: ${plain(shipment.status)}`,
        shipment.shipped_at === undefined ? "" : `Left: ${moment(shipment.shipped_at)}`,
      ].filter((part) => part !== "").join("\n"),
    ],
    ...scans.map((scan): Pair => [moment(scan.at), scanText(scan)]),
  ];
}

function scanText({ status, place, description, proof, number, is_correction }: Scan): string {
  return [
    [plain(status), place, number].filter((part) => part !== undefined).join(", ") +
    (is_correction ? " (corrects an earlier report)" : ""),
    description ?? "",
    proof?.signed_by === undefined ? "" : `Signed by: ${proof.signed_by}`,
    proof?.left_at === undefined ? "" : `Left at: ${proof.left_at}`,
    proof?.url === undefined ? "" : `Carrier's document: ${proof.url}`,
  ].filter((line) => line !== "").join("\n");
}

function policySection(policy: ReturnPolicy | null): ReportSection {
  return {
    title: "Return policy in force when the order was placed",
    lead: policy === null ? ["The shop states no return policy in its settings."] : [],
    rows: policy === null ? [] : rows([
      ["Window", `${policy.window_days} days from the arrival of everything`],
      ["In force since", policy.since === undefined ? "always" : moment(policy.since)],
      ["Conditions", policy.conditions],
      ["Exclusions", policy.exclusions],
      ["How", policy.how],
      ["Return shipping paid by", policy.paid_by],
      ["Refund within", policy.refund_days === undefined ? undefined : `${policy.refund_days} days`],
      ["Page", policy.url],
    ]),
  };
}

function mailSection({ mails }: Evidence): ReportSection {
  return {
    title: "Messages to the customer",
    lead: [
      "Each with what its provider reported. The SHA-256 is of the message's bytes as they were handed over; the archive holds them. " +
      "Mail programs open mails by themselves: an opening proves little.",
    ],
    rows: rows(mails.map((mail): Pair => [plain(mail.kind), mailText(mail)])),
  };
}

function mailText(mail: EvidenceMail): string {
  const times: readonly (readonly [string, string | null])[] = [
    ["Accepted", mail.sent_at],
    ["Delivered", mail.delivered_at],
    ["Bounced", mail.bounced_at],
    ["Called unwanted", mail.complained_at],
    ["Opened", mail.opened_at],
    ["A link in it followed", mail.clicked_at],
  ];
  return [
    [plain(mail.state), mail.channel === null ? "" : `by ${mail.channel}`, mail.about].filter((one) =>
      one !== ""
    )
      .join(", "),
    mail.provider_id === null ? "" : `The provider's id: ${mail.provider_id}`,
    mail.reason === null ? "" : `Reason: ${mail.reason}`,
    ...times.map(([what, at]) => at === null ? "" : `${what}: ${moment(at)}`),
    mail.copy === null
      ? "No copy is kept."
      : `${mail.copy.name}, ${mail.copy.size} bytes\nSHA-256 ${mail.copy.sha256}`,
  ].filter((line) => line !== "").join("\n");
}

/** What the customer did on the page behind the signed link, which only this customer's mails hold. */
function pageSection({ events, mails, conversation }: Evidence): ReportSection {
  const acts: readonly (readonly [string, string])[] = [
    ...events.filter(({ source }) => source === "page").map(({ at, event }) => [at, event.type] as const),
    ...mails.flatMap(({ clicked_at, kind }) =>
      clicked_at === null ? [] : [[clicked_at, `a link in the mail “${plain(kind)}” followed`] as const]
    ),
    ...conversation.filter(({ author, way }) => author === "customer" && (way === "page" || way === "chat"))
      .map(
        ({ at, topic }) => [at, `wrote on the page: ${topic}`] as const,
      ),
  ];
  return {
    title: "What the customer did on the order's page",
    lead: [
      "The page is reached by a signed link in the customer's own mails. Waybill records what a customer does there, and links followed where the mail provider reports it. " +
      "It does not record that a page was looked at, nor from which device or network.",
      ...(acts.length === 0 ? ["Nothing was done there."] : []),
    ],
    rows: rows(
      acts.toSorted(([a], [b]) => a < b ? -1 : 1).map(([at, what]): Pair => [moment(at), plain(what)]),
    ),
  };
}

function talkSection({ conversation }: Evidence): ReportSection {
  return {
    title: "What customer and shop wrote",
    lead: conversation.length === 0 ? ["Nothing that is proven to be the customer's, and no answer."] : [],
    rows: rows(conversation.map((one): Pair => [
      `${moment(one.at)}\n${one.author === "customer" ? "Customer" : one.person ?? "Shop"}`,
      [
        one.topic,
        one.words.length > WORDS_SHOWN
          ? `${one.words.slice(0, WORDS_SHOWN)} … (whole in evidence.json)`
          : one.words,
        ...one.files.map(({ name, sha256 }) => `${name}\nSHA-256 ${sha256}`),
      ].join("\n"),
    ])),
  };
}

function eventSection({ events }: Evidence): ReportSection {
  const shown = events.slice(0, EVENTS_SHOWN);
  return {
    title: "What was reported about the order",
    lead: events.length > shown.length
      ? [`The first ${shown.length} of ${events.length}; evidence.json has all of them.`]
      : [],
    rows: rows(shown.map(({ at, event, source, received_at }): Pair => [
      moment(at),
      `${event.type}, by ${source}\nReceived: ${moment(received_at)}`,
    ])),
  };
}

function missingSection({ left_out }: Evidence): ReportSection {
  return {
    title: "What is not here",
    lead: [
      "Views of pages, network addresses and devices: they are not recorded. Notes of the shop's people among themselves: they are no evidence. Messages that are not proven to be the customer's.",
      ...left_out,
    ],
    rows: [],
  };
}

type Pair = readonly [name: string, value: string | undefined];

function rows(pairs: readonly Pair[]): ReportSection["rows"] {
  return pairs.flatMap(([name, value]) => value === undefined || value === "" ? [] : [{ name, value }]);
}

/** `order_confirmation` → `order confirmation`. */
function plain(code: string): string {
  return code.replaceAll("_", " ");
}

/** As `2026-11-23 10:00:00 UTC`, whatever offset its sender wrote it with. */
function moment(at: string): string {
  return `${new Date(at).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
