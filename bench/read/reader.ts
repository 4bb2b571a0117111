/** What every reading needs: orders in one language, their mails, and visitors whose pages are noted. */
import { type Purpose, signLink } from "../../src/links/signed_link.ts";
import { apiOf } from "../flows_ends.ts";
import { linkIn, mailed } from "../mailbox.ts";
import { type House, LINK_KEY } from "../miniflare.ts";
import { ADDRESS, postEvent, postOrder } from "../webhooks.ts";
import { type Visitor, visitorOf } from "./visitor.ts";

export interface Ordered {
  readonly id: string;
  readonly email: string;
  /** `/o/<token>` */
  readonly path: string;
  /** The order's key. */
  readonly order: string;
}

export interface Reader {
  readonly house: House;
  readonly api: ReturnType<typeof apiOf>;
  readonly fresh: () => Visitor;
  readonly part: (title: string) => void;
  /** Notes and returns the last of `count` mails. */
  readonly mails: (email: string, kind: string, count?: number) => Promise<string>;
  readonly order: (id: string, changed?: object, email?: string, count?: number) => Promise<Ordered>;
  readonly deliver: (id: string, more?: object) => Promise<void>;
  readonly link: (purpose: Purpose, subject: string) => Promise<string>;
}

export function readerOf(house: House, locale: string, notes: string[]): Reader {
  const { url } = house;
  return {
    house,
    api: apiOf(url),
    fresh: () => visitorOf(url, locale, notes),
    part: (title) => notes.push(`\n\n########## ${title}`),
    mails: async (email, kind, count = 1) => {
      const mail = (await mailed(url, email, kind, count)).at(-1)!;
      notes.push(`\n--- ${kind} to ${email}`, ...mail.split("\n").filter((line) => line.trim() !== ""));
      return mail;
    },
    order: async (id, changed = {}, email = `${id}@lovelace.example`, count = 1) => {
      const customer = { email, name: "Ada Lovelace", first_name: "Ada" };
      await postOrder(url, { ...anOrder(id, locale), customer, ...changed });
      const mail = (await mailed(url, email, "order_confirmation", count)).at(-1)!;
      return { id, email, path: linkIn(mail, "/o/"), order: `demo/standard/${id}` };
    },
    deliver: (id, more = {}) =>
      postEvent(url, id, "shipment.delivered", {
        shipment: { id: "p1", tracking: [{ carrier: "DHL", number: "00340434161094042557" }] },
        place: "Berlin, DE",
        ...more,
      }),
    link: async (purpose, subject) => {
      const now_ms = Date.now();
      return await signLink([LINK_KEY], {
        purpose,
        subject,
        expires_at_ms: now_ms + 86_400_000,
        issued_at_ms: now_ms,
      });
    },
  };
}

function anOrder(id: string, locale: string) {
  return {
    id,
    number: `#${id}`,
    placed_at: new Date().toISOString(),
    currency: "EUR",
    locale,
    shipping_address: ADDRESS,
    billing_address: ADDRESS,
    lines: [
      { id: "1", sku: "KETTLE", title: "Kettle", quantity: 1, unit_price_minor: 8_990 },
      { id: "2", sku: "MUG", title: "Mug", quantity: 2, unit_price_minor: 1_490 },
    ],
    shipping: { amount_minor: 490 },
    total_minor: 12_460,
    payment: { status: "paid" },
  };
}

export function dayAhead(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

export function codeIn(text: string): string {
  return /\b\d{6}\b/.exec(text)![0];
}
