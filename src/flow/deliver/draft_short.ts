/** The draft of a short message that an order owes, judged and written by the order's present state. */
import type { ShortMessage } from "../../channels/channel.ts";
import { mobileNumber } from "../../channels/phone_number.ts";
import { linkUrl } from "../../links/signed_link.ts";
import { bounceSms, careParts, careSms, shipmentSms, shortParts } from "../../mail/content/sms.ts";
import { keyText, type MessageKey, type SmsKind } from "../../messages/message.ts";
import { type Suppression, suppressionOf } from "../../messages/suppression.ts";
import { type ShortWay, waysFor } from "../../messages/ways.ts";
import { decideSend } from "../../orders/plan/decide_send.ts";
import type { FactsShown } from "../../messages/ledger.ts";
import { factsShownBy } from "../../orders/plan/facts_shown.ts";
import { isCare, mailOfNews, shortNewsKind, shortNewsOf } from "../../orders/plan/short_news.ts";
import type { Claimed } from "../../sql/messages.ts";
import type { Draft, Written } from "./draft.ts";
import type { DeliverPorts } from "../ports.ts";
import { DAY_MS } from "../../orders/days.ts";
import type { PlanInput } from "../../orders/plan/plan_input.ts";

/**
 * Days for which the rescue link of an SMS works; short, since a number may pass to another person, who could then
 * redirect the order's mails.
 */
export const RESCUE_LINK_DAYS = 7;
/** Days for which the order link of an SMS works. */
const ORDER_LINK_DAYS = 30;

/** Returns when the reader at an address last wrote, in milliseconds since the epoch; null where they never did. */
export type HeardAt = (address: string) => number | null;

/** What is known of the readers of an order's short messages. */
export interface ShortReaderFacts {
  readonly heardAt: HeardAt;
  readonly suppressions: readonly Suppression[];
}

export async function draftShort(
  ports: DeliverPorts,
  key: MessageKey & { readonly kind: SmsKind },
  { dated_at }: Claimed,
  input: PlanInput,
  reader: ShortReaderFacts,
): Promise<Draft<ShortWay>> {
  const news = shortNewsKind(key.kind);
  return news === undefined
    ? await draftBounceSms(ports, key, dated_at, input)
    : draftNews(ports, key, news, dated_at, input, reader);
}

function draftNews(
  { link_keys, public_url }: DeliverPorts,
  key: MessageKey & { readonly kind: SmsKind },
  { way, class: of }: NonNullable<ReturnType<typeof shortNewsKind>>,
  dated_at: number,
  input: PlanInput,
  { heardAt, suppressions }: ShortReaderFacts,
): Draft<ShortWay> {
  const { order, shop, now_ms } = input;
  const { to = null, alone: replaces_mail = false } = waysFor(order.ways, of).find(({ by }) => by === way) ??
    {};
  const { email } = order.details.customer;
  // Who wants no such messages by mail wants none elsewhere.
  const refused = of === "care" && email !== undefined
    ? suppressionOf(suppressions, email, key.kind, now_ms)
    : null;
  return {
    way,
    decision: decideSend(key, input),
    reader: to,
    against: to === null ? "no_number" : refused === "unsubscribed" ? refused : null,
    facts_shown: () => replaces_mail ? { instead: true, ...factsOfMail(key.about, input) } : null,
    replaces_mail,
    write: async () => {
      const url = await linkUrl({ link_keys, public_url }, {
        purpose: "order",
        subject: key.subject,
        expires_at_ms: dated_at + ORDER_LINK_DAYS * DAY_MS,
        issued_at_ms: dated_at,
      });
      const what = shortNewsOf(key.about);
      const heard_at_ms = to === null ? null : heardAt(to);
      if (isCare(what)) {
        return short(key, to, careSms(order, shop, what, url), {
          heard_at_ms,
          news: careParts(order, shop, what, url),
        });
      }
      const news = { what, shipment_id: key.about.slice(`${what}:`.length) };
      return short(key, to, shipmentSms(order, shop, news, url, dated_at), {
        heard_at_ms,
        news: shortParts(order, shop, url, dated_at),
      });
    },
  };
}

/** Returns what the mail would have shown in whose place the message leaves: later news builds on it. */
function factsOfMail(about: string, input: PlanInput): FactsShown {
  const what = shortNewsOf(about);
  return isCare(what) ? {} : factsShownBy(mailOfNews(what), about.slice(`${what}:`.length), input) ?? {};
}

async function draftBounceSms(
  ports: DeliverPorts,
  key: MessageKey,
  dated_at: number,
  input: PlanInput,
): Promise<Draft<"sms">> {
  const { order, shop } = input;
  const { customer, shipping_address, billing_address } = order.details;
  const country = shipping_address?.country ?? billing_address?.country ?? shop.country;
  const number = customer.phone === undefined ? null : await mobileNumber(customer.phone, country);
  return {
    way: "sms",
    decision: decideSend(key, input),
    reader: customer.email ?? null,
    against: number === null ? "no_number" : null,
    facts_shown: () => null,
    replaces_mail: false,
    write: async () => {
      const url = await linkUrl(ports, {
        purpose: "rescue",
        subject: key.subject,
        expires_at_ms: dated_at + RESCUE_LINK_DAYS * DAY_MS,
        issued_at_ms: dated_at,
      });
      return short(key, number, bounceSms(order, shop, url, dated_at));
    },
  };
}

function short(
  key: MessageKey,
  to: string | null,
  body: string,
  more: Partial<ShortMessage> = {},
): Written<ShortWay> {
  if (to === null) throw new Error("Cannot write a short message as its order must know whom it goes to");
  return { content: { idempotency_key: keyText(key), to, body, ...more }, copy: null };
}
