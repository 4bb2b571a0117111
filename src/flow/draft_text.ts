/** The draft of a text message that an order owes, judged and written by the order's present state. */
import { mobileNumber } from "../channels/phone_number.ts";
import { linkUrl } from "../links/signed_link.ts";
import { bounceText } from "../mail/bounce_text.ts";
import type { MessageKey, TextKind } from "../messages/message.ts";
import { type Verdict, verdictOn } from "../messages/wanted.ts";
import type { Situation } from "../orders/plan.ts";
import { DAY_MS } from "../orders/verdict.ts";
import type { Claimed } from "../store/messages.ts";
import type { DeliverPorts } from "./ports.ts";

export interface TextDraft {
  readonly verdict: Verdict;
  /** Whose mails are missed: what the suppression list says of them holds for texts too. */
  readonly reader_email: string | null;
  /** E.164; null where no text can be sent. */
  readonly number: string | null;
  readonly write: () => Promise<string>;
}

/** A number may be given to somebody else one day, and whoever reads the text may say where the order's mails go. */
const LINK_DAYS = 7;

export async function draftText(
  ports: DeliverPorts,
  key: MessageKey & { readonly kind: TextKind },
  { dated_at }: Claimed,
  situation: Situation,
): Promise<TextDraft> {
  const { order, shop } = situation;
  const { customer, shipping_address, billing_address } = order.details;
  const country = shipping_address?.country ?? billing_address?.country ?? shop.country;
  return {
    verdict: verdictOn(key, situation),
    reader_email: customer.email ?? null,
    number: customer.phone === undefined ? null : await mobileNumber(customer.phone, country),
    write: async () => {
      const url = await linkUrl(ports, {
        purpose: "rescue",
        subject: key.subject,
        expires_at_ms: dated_at + LINK_DAYS * DAY_MS,
        issued_at_ms: dated_at,
      });
      return bounceText(order, shop, url);
    },
  };
}
