/** Drafts a mail that an order owes, from the order's present state. */
import { linkUrl } from "../../links/signed_link.ts";
import { attachmentsFor } from "../../mail/mime/attachments.ts";
import type { Mail } from "../../mail/mime/compose.ts";
import { mailView } from "../../mail/content/mail_content.ts";
import { render } from "../../mail/content/render.ts";
import { mailLocale } from "../../mail/view/order_view.ts";
import { recogniseCarriers } from "../../mail/view/recognise_carriers.ts";
import { readAgain } from "../../messages/again.ts";
import { mailClass } from "../../messages/mail_class.ts";
import { keyText, type MessageKey, type OrderKind } from "../../messages/message.ts";
import { factsShownBy, factsShownSoFar } from "../../orders/plan/facts_shown.ts";
import { decideSend, type SendDecision } from "../../orders/plan/decide_send.ts";
import { stateOf } from "../../orders/mail_settings.ts";
import { addressee, isReachable, partyFor } from "../../orders/addressee.ts";
import type { Order } from "../../orders/state.ts";
import { aboutAtFirst } from "../../orders/reachable.ts";
import type { PlanInput } from "../../orders/plan/plan_input.ts";
import type { Customer } from "../../values/schemas.ts";
import type { Claimed } from "../../sql/messages.ts";
import type { Draft } from "./draft.ts";
import { copiesTo, outgoingMail } from "./outgoing_mail.ts";
import { replyTo } from "./reply_to.ts";
import { ownHeaders } from "./waybill_headers.ts";
import { withOwnPictures } from "../own_pictures.ts";
import type { DeliverPorts } from "../ports.ts";

/** Returns the one-click unsubscribe headers of RFC 8058 for mails of the class `care`. */
async function unsubscribeHeaders(
  ports: DeliverPorts,
  { kind, subject }: OrderMailKey,
  expires_at_ms: number,
  issued_at_ms: number,
): Promise<Readonly<Record<string, string>>> {
  if (mailClass(kind) !== "care") return {};
  const url = await linkUrl(ports, { purpose: "preferences", subject, expires_at_ms, issued_at_ms });
  return { "List-Unsubscribe": `<${url}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" };
}

type OrderMailKey = MessageKey & { readonly kind: OrderKind };

export function draftOrderMail(
  ports: DeliverPorts,
  key: OrderMailKey,
  claimed: Claimed,
  input: PlanInput,
  usual = input.shop,
): Draft<"mail"> {
  const reader = addressee(input.order, key.kind);
  const by_hand = readAgain(claimed.facts) !== null;
  return {
    way: "mail",
    decision: by_hand ? byHand(reader) : decideSend(key, input),
    reader: reader.email ?? null,
    against: null,
    by_hand,
    locale: mailLocale(input.order, input.shop),
    facts_shown: () => factsShownBy(key.kind, aboutAtFirst(key.about), input),
    write: async () =>
      await outgoingMail(key, await triedMail(ports, key, claimed, input, usual), {
        order_number: input.order.details.number,
        keeps_copy: true,
      }),
  };
}

/** A tried text that cannot be written withholds no mail: it goes as usual. */
async function triedMail(
  ports: DeliverPorts,
  key: OrderMailKey,
  claimed: Claimed,
  input: PlanInput,
  usual: PlanInput["shop"],
): Promise<Mail> {
  if (input.shop === usual) return await mailOf(ports, key, claimed, input);
  try {
    return await mailOf(ports, key, claimed, input);
  } catch (error) {
    const name = error instanceof Error ? error.name : "unknown";
    console.error(JSON.stringify({ event: "trial_unwritable", kind: key.kind, error: name }));
    return await mailOf(ports, key, claimed, { ...input, shop: usual });
  }
}

/** A person has judged that the mail is to go; only an order that nobody can be written to about is in the way. */
function byHand(reader: Customer): SendDecision {
  return isReachable(reader) ? { send: true } : { send: false, against: "no_address" };
}

/** Whoever is given the order has a link of their own, which opens neither prices nor payments. */
function purposeFor(order: Order, kind: OrderKind): "order" | "gift" | "gift_contents" {
  if (partyFor(order, kind) === "customer") return "order";
  return order.details.gift?.shows_contents === true ? "gift_contents" : "gift";
}

/** Writes the same mail for every attempt: dates and links depend on `dated_at`, not on the time of sending. */
async function mailOf(
  ports: DeliverPorts,
  key: OrderMailKey,
  { dated_at }: Claimed,
  { order, shop, ledger }: PlanInput,
): Promise<Mail> {
  const expires_at_ms = dated_at + shop.link_days * 86_400_000;
  const page_url = await linkUrl(ports, {
    purpose: purposeFor(order, key.kind),
    subject: key.subject,
    expires_at_ms,
    issued_at_ms: dated_at,
  });
  const shown = await withOwnPictures(ports, await recogniseCarriers(order));
  const is_in_shadow = stateOf(shop.mails, key.kind) === "shadow";
  const facts_shown = factsShownSoFar(ledger, is_in_shadow);
  const view = mailView(shown, shop, key, facts_shown, { page_url }, dated_at);
  const { name, email } = addressee(order, key.kind);
  return {
    key: keyText(key),
    from: { name: shop.from.name ?? shop.name, email: shop.from.email },
    to: { name, email: email! },
    reply_to: await replyTo(ports, shop, key.subject),
    ...render(key.kind, view),
    ...copiesTo(shop.mails, key.kind),
    attachments: await attachmentsFor(key.kind, view, dated_at),
    date_ms: dated_at,
    headers: {
      ...await ownHeaders(ports, key, email!),
      ...await unsubscribeHeaders(ports, key, expires_at_ms, dated_at),
    },
  };
}
