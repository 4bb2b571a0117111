/** Defines the mails that a customer requests, and those that confirm an action on a page. */
import * as v from "valibot";
import { Count, HttpUrl, Minutes, Name, Text } from "./facts.ts";
import { Currency, Day, Instant } from "../../values/schemas.ts";
import type { StandaloneDefinition } from "./definition.ts";

/** Actions that a code permits a customer. */
export const CUSTOMER_CODE_USES = [
  "history",
  "unmask",
  "export",
  "erasure",
  "address_change",
  "chat",
] as const;
/** What a code may be for: a customer's actions, and a person's way to a shop's desk. */
export const CODE_USES = [...CUSTOMER_CODE_USES, "desk"] as const;

/** Actions of a customer on a page that need no answer from the shop. */
export const CHOICES = [
  "delay_accepted",
  "delay_cancel",
  "preferences",
  "links_ended",
  "data_downloaded",
] as const;

export const CUSTOMER = {
  back_in_stock: {
    name: "Article is back",
    class: "care",
    lane: "bulk",
    may_come_twice: false,
    true_until: "its_time",
    section: "instock",
    facts: v.object({
      product: v.object({
        title: Name,
        variant: v.optional(Name),
        image_url: v.optional(HttpUrl),
        url: v.optional(HttpUrl),
        price: v.optional(v.object({ amount_minor: Count, currency: Currency })),
      }),
    }),
    sent_when: "what a customer waits for can be bought again",
    not_when: "it is gone again before the mail left",
    to: "whoever asked to be told",
  },
  rating_received: {
    name: "Rating received",
    class: "care",
    lane: "bulk",
    may_come_twice: false,
    true_until: "always",
    section: "rated",
    facts: v.object({
      order_number: Name,
      /** `title` names the item, for a rating of an item. */
      ratings: v.array(
        v.object({ of: v.picklist(["delivery", "shop", "item"]), title: v.optional(Name), score: Count }),
      ),
      words: v.optional(Text),
    }),
    sent_when: "a customer rated an order on its page, once for each form that was sent",
    not_when: "",
    to: "the customer of the order",
  },
  choice_confirmed: {
    name: "Choice confirmed",
    class: "essential",
    lane: "urgent",
    may_come_twice: true,
    true_until: "always",
    section: "chosen",
    facts: v.object({
      choice: v.picklist(CHOICES),
      order_number: v.optional(Name),
      /** Current values, in the words of the page. */
      details: v.optional(v.array(v.object({ label: Name, value: Name })), []),
    }),
    sent_when:
      "a customer answered a delay, chose what is sent, ended the links or took the data along, on a page",
    not_when: "a mail program unsubscribed with one click",
    to: "that customer",
  },
  history_link: {
    name: "Link to all orders",
    class: "essential",
    lane: "urgent",
    may_come_twice: true,
    true_until: "its_time",
    section: "history",
    facts: v.object({ orders: Count }),
    sent_when: "a link to all orders was asked for with a customer's address",
    not_when: "a newer one was asked for, the link has expired",
    to: "that address",
  },
  verification_code: {
    name: "Code",
    class: "essential",
    lane: "urgent",
    may_come_twice: true,
    true_until: "its_time",
    section: "code",
    /** Carries no code: the code is created when the mail is written, and stored nowhere. */
    facts: v.object({ challenge: Name, use: v.picklist(CODE_USES), minutes: Minutes }),
    sent_when: "what lies behind a page asks for proof of the mailbox",
    not_when: "a newer code was asked for, the code has expired; kept in no archive",
    to: "the customer of the page",
    leaves_no_copy: true,
  },
  data_export_ready: {
    name: "Data ready to download",
    class: "essential",
    lane: "urgent",
    may_come_twice: true,
    true_until: "its_time",
    section: "export",
    facts: v.object({ until: Instant }),
    sent_when: "the data that a customer asked for is collected",
    not_when: "the link has expired",
    to: "that customer",
  },
  erasure_done: {
    name: "Customer forgotten",
    class: "essential",
    lane: "urgent",
    may_come_twice: true,
    true_until: "always",
    section: "erasure",
    facts: v.object({
      at: Instant,
      /** Data that the law obliges the shop to keep, without contact data. */
      kept: v.array(v.picklist(["invoices", "payments"])),
      kept_until: v.optional(Day),
    }),
    sent_when: "a customer's data was erased",
    not_when: "",
    to: "that customer, a last time",
    // Deletes the copy: it would keep the address of an erased customer.
    leaves_no_copy: true,
  },
} as const satisfies Readonly<Record<string, StandaloneDefinition>>;
