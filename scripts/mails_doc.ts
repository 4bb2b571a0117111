/** docs/mails.md: every kind of mail, what calls for it, what speaks against it and who gets it, from the kinds of the code. */
import { addressee } from "../src/orders/addressee.ts";
import {
  ORDER_KINDS,
  type OrderKind,
  STANDALONE_KINDS,
  type StandaloneKind,
} from "../src/messages/message.ts";
import type { Order } from "../src/orders/state.ts";
import { TRUE_UNTIL } from "../src/orders/plan/true_until.ts";

interface Row {
  readonly trigger: string;
  /** Beside what holds for all: no address, too old. */
  readonly not_when: string;
}

/** The compiler holds this list to the kinds; test/orders/plan/plan.test.ts holds the plan to what it says. */
const ROWS: Readonly<Record<OrderKind, Row>> = {
  order_confirmation: {
    trigger: "an order is placed, and its checkout is finished; again to a corrected address",
    not_when: "it is cancelled; its payment failed or was left (`not_concluded`): then once it is paid",
  },
  order_changed: {
    trigger:
      "lines, quantities, address, way of shipping or what is to be paid changed since the last mail that showed them; it was told to be cancelled and is not any more",
    not_when:
      "the confirmation has not left (it shows the change), cancelled, arrived; only amounts changed and nothing is open",
  },
  order_cancelled: {
    trigger: "the order is cancelled; again, where the customer has been told since that it stands",
    not_when: "everything had arrived; of a checkout that was never finished",
  },
  invoice: {
    trigger:
      "the order brings an invoice (`invoice` in its details), each number once; told as paid when it is",
    not_when: "cancelled, all of it has gone back",
  },
  payment_reminder: {
    trigger:
      "by the clock: so many days without a payment, or after the day on which it was due (`schedule.payment_reminder_days`); of several instalments each by its own day",
    not_when:
      "paid, authorised, under way, cancelled; paid on delivery; billed without a day; the checkout was never finished; waits for a decent hour",
  },
  backorder_notice: {
    trigger: "a line is out of stock and the customer has not been told",
    not_when: "a parcel has left, cancelled",
  },
  back_on_track: {
    trigger: "every line that was said to be out of stock is there again; an earlier date than was told",
    not_when: "one is still missing, a parcel has left (its own mails tell the date), cancelled",
  },
  delay_notice: {
    trigger: "a later date than was told; by the clock: the promised day passed",
    not_when: "the new date lies within what was told, out for delivery, arrived, cancelled",
  },
  payment_receipt: {
    trigger: "a payment succeeded",
    not_when: "all of it has gone back, another sender told of the same money",
  },
  payment_failed: {
    trigger: "the last attempt to pay failed, by the payment's provider or by the storefront's word",
    not_when: "paid since, cancelled, nothing is open",
  },
  refund_issued: {
    trigger: "a refund, each",
    not_when: "another sender told of the same money; it came to nothing before its mail left",
  },
  refund_failed: {
    trigger:
      "a refund that was told came to nothing: its provider could not send it, or the shop took it back",
    not_when: "its own mail never left; another refund stands in its place, and says so",
  },
  shipment_shipped: {
    trigger: "a parcel left; parcels of the same time share one (`pace.shipments_share_s`)",
    not_when: "it is further already, cancelled; waits for a tracking number (`pace.tracking_wait_s`)",
  },
  shipment_updated: {
    trigger: "a parcel on its way comes sooner than was told",
    not_when: "the shipped mail has not left (it says so), out for delivery",
  },
  shipment_out_for_delivery: { trigger: "the courier has it on board", not_when: "it is further already" },
  shipment_ready_for_pickup: { trigger: "it waits to be collected", not_when: "collected" },
  shipment_delivered: { trigger: "it was delivered", not_when: "it came back" },
  shipment_attempted: { trigger: "a delivery failed, each", not_when: "it is further already" },
  shipment_exception: { trigger: "the carrier reports a problem, each", not_when: "it is further already" },
  shipment_stalled: {
    trigger: "by the clock: no scan for so many days (`schedule.stalled_days`)",
    not_when: "a scan since, waiting to be collected, cancelled",
  },
  shipment_returned_to_sender: { trigger: "the parcel came back", not_when: "it went out again" },
  return_received_request: { trigger: "a return was asked for", not_when: "it is decided already" },
  return_approved: { trigger: "a return was approved", not_when: "it has arrived" },
  return_declined: { trigger: "a return was declined", not_when: "it was approved after all" },
  return_arrived: { trigger: "what was sent back arrived", not_when: "" },
  return_window_closing: {
    trigger:
      "by the clock: so many days before the time for returns ends (`schedule.return_window_closing_days`)",
    not_when: "a return, a refund or a cancellation; over already; waits for a decent hour",
  },
  withdrawal_acknowledged: { trigger: "the customer withdrew from the contract, each time", not_when: "" },
  follow_up: {
    trigger: "by the clock: so many days after everything arrived (`schedule.follow_up_days`)",
    not_when: "a return is open or done, a refund, cancelled; waits for a decent hour",
  },
  feedback_request: {
    trigger: "by the clock: so many days after everything arrived (`schedule.feedback_days`, off by default)",
    not_when: "a return is open or done, a refund, cancelled; waits for a decent hour",
  },
  order_link: { trigger: "the customer asked for a fresh link", not_when: "one was sent within the hour" },
};

interface StandaloneRow extends Row {
  readonly to: string;
}

/** Notices carry what they say and until when it is true; test/flow/deliver/deliver_notice.test.ts holds what becomes of them. */
const STANDALONE_ROWS: Readonly<Record<StandaloneKind, StandaloneRow>> = {
  back_in_stock: {
    trigger: "what a customer waits for can be bought again",
    not_when: "it is gone again before the mail left",
    to: "whoever asked to be told",
  },
  support_received: { trigger: "a customer's message opened a conversation", not_when: "", to: "its writer" },
  support_reply: { trigger: "the shop answered", not_when: "", to: "whoever wrote to the shop" },
  support_resolved: {
    trigger: "the shop closed the conversation",
    not_when: "it was opened again before the mail left",
    to: "whoever wrote to the shop",
  },
  rating_received: {
    trigger: "a customer rated an order on its page, once for each form that was sent",
    not_when: "",
    to: "the customer of the order",
  },
  choice_confirmed: {
    trigger:
      "a customer answered a delay, chose what is sent, ended the links or took the data along, on a page",
    not_when: "a mail program unsubscribed with one click",
    to: "that customer",
  },
  history_link: {
    trigger: "a link to all orders was asked for with a customer's address",
    not_when: "a newer one was asked for, the link has expired",
    to: "that address",
  },
  verification_code: {
    trigger: "what lies behind a page asks for proof of the mailbox",
    not_when: "a newer code was asked for, the code has expired; kept in no archive",
    to: "the customer of the page",
  },
  data_export_ready: {
    trigger: "the data that a customer asked for is collected",
    not_when: "the link has expired",
    to: "that customer",
  },
  erasure_done: { trigger: "a customer's data was erased", not_when: "", to: "that customer, a last time" },
  shop_alert: {
    trigger: "something is wrong that only the shop can put right",
    not_when: "it is right again before the mail left",
    to: "the shop",
  },
  shop_digest: { trigger: "each morning, about the day before", not_when: "the day is over", to: "the shop" },
};

/** An order whose payer and recipient differ shows to whom a kind goes. */
const PRESENT = {
  details: { customer: {}, gift: { recipient: { email: "recipient@b.example" } } },
} as unknown as Order;

export const mailsDoc = [
  "# The mails",
  "",
  "Made by `deno task docs` from the kinds of `src/messages/message.ts`; the plan of `src/orders/plan*.ts` decides.",
  "No mail is sent to nobody (`no_address`), about what is longer past than `mail_max_age_days` (`too_old`), or once the",
  "state that called for it has passed (`overtaken`). What is not sent is kept in the ledger with its reason.",
  "What is true only until a moment is not sent past it (`expired`).",
  "",
  "| kind | sent when | not when | true until | to |",
  "|---|---|---|---|---|",
  ...ORDER_KINDS.map((kind) => {
    const { trigger, not_when } = ROWS[kind];
    const of_present = addressee(PRESENT, kind) === PRESENT.details.gift?.recipient;
    const to = of_present ? "customer; of a present the recipient" : "customer";
    return `| \`${kind}\` | ${trigger} | ${not_when} | ${TRUE_UNTIL[kind].doc} | ${to} |`;
  }),
  "",
  "## The text messages",
  "",
  "`bounce_sms`, where the shop wants it (`bounce_sms`): to a customer whose address takes no mail, once for each address that",
  "failed, outside quiet hours. Not when the confirmation is known to have arrived, everything is home, the order is cancelled or",
  "older than `mail_max_age_days`, the address was corrected meanwhile (`overtaken`), or there is no number that takes texts",
  "(`no_number`). It leads to a page where the customer, who must know the postal code of the delivery, gives another address.",
  "",
  "`shipment_sms`, where the shop offers it (`shipment_sms`) and the customer chose it on the page of messages: the parcel left,",
  "comes today, waits to be collected, was delivered, could not be delivered, is held up, each once like its mail, outside quiet",
  "hours, with a link to the order's page. It comes beside the mail, or instead of it (the mail is then `by_sms`); where it cannot",
  "be sent within five minutes, or its reader answered STOP, the mail comes after all; after a STOP the suppression list keeps the",
  "number. What a text told in the mail's place is not told again by mail, whatever is chosen later. A present's recipient has the",
  "mail, whatever its payer chose. A number that is not the order's own is proved by a code first. What is chosen holds for later",
  "orders too.",
  "",
  "## The invoice's file",
  "",
  "An invoice travels as PDF on A4: who bills whom, its lines with quantity, price and amount, discounts, shipping, tax, total,",
  "what is left to pay, until when and how (`pay_to`), the legal lines and the number of each page. Its text can be marked and",
  "found. The amounts are the order's; the shop's logo is not on it. The same invoice gives the same bytes. Writing it takes more",
  "processor time than Cloudflare's free plan gives a mail (10 ms): some 70 ms for ten lines, one second for a thousand.",
  "",
  "Latin, Greek, Cyrillic, Hebrew and Arabic are written with fonts that are in the file. Japanese, Chinese and Korean are not:",
  "a font of theirs is larger than the Worker. The file names Adobe's collections for them (Japan1, GB1, Korea1), and the",
  "reader's program takes a font of its own, as all common ones do where the reader's system has one. Emoji and other decoration",
  "are left out. Where any other letter has no font (Thai, Devanagari, Georgian, rare Chinese characters) the mail goes without",
  "the file and does not speak of it: the mail itself says all that the file would, and links to the shop's own document where",
  "the order brings one (`invoice.url`).",
  "",
  "## Notices",
  "",
  "Mails that no order owns. Each is written once under its key, says what it was given, and is suppressed as `expired` once",
  "the time is over until which it is true, or as withdrawn by what came after it. What it says is forgotten when it has left.",
  "",
  "| kind | sent when | not when | to |",
  "|---|---|---|---|",
  ...STANDALONE_KINDS.map((kind) => {
    const { trigger, not_when, to } = STANDALONE_ROWS[kind];
    return `| \`${kind}\` | ${trigger} | ${not_when} | ${to} |`;
  }),
  "",
].join("\n");
