/** The draft of a text message that an order owes, judged and written by the order's present state. */
import { mobileNumber } from "../../channels/phone_number.ts";
import { linkUrl } from "../../links/signed_link.ts";
import { bounceSms, shipmentSms } from "../../mail/content/sms.ts";
import type { MessageKey, SmsKind } from "../../messages/message.ts";
import { decideSend, type SendDecision } from "../../orders/plan/decide_send.ts";
import { smsNewsOf } from "../../orders/plan/shipment_sms.ts";
import type { Claimed } from "../../sql/messages.ts";
import type { DeliverPorts } from "../ports.ts";
import { DAY_MS } from "../../orders/days.ts";
import type { PlanInput } from "../../orders/plan/plan_input.ts";

export interface SmsDraft {
  readonly decision: SendDecision;
  /** Of whom the suppression list may say that no text is to come: whose mails are missed, or the number that was chosen. */
  readonly reader: string | null;
  /** E.164; null where no text can be sent. */
  readonly number: string | null;
  /** It comes in the place of a mail, which is owed after all where no text can be sent. */
  readonly replaces_mail: boolean;
  readonly write: () => Promise<string>;
}

/** A number may be given to somebody else one day, and whoever reads the text may say where the order's mails go. */
export const RESCUE_LINK_DAYS = 7;
/** News of a parcel is old after that. */
const ORDER_LINK_DAYS = 30;

export async function draftSms(
  ports: DeliverPorts,
  key: MessageKey & { readonly kind: SmsKind },
  { dated_at }: Claimed,
  input: PlanInput,
): Promise<SmsDraft> {
  return key.kind === "bounce_sms"
    ? await draftBounceSms(ports, key, dated_at, input)
    : draftShipmentSms(ports, key, dated_at, input);
}

function draftShipmentSms(
  { link_keys, public_url }: DeliverPorts,
  key: MessageKey & { readonly kind: SmsKind },
  dated_at: number,
  input: PlanInput,
): SmsDraft {
  const { order, shop } = input;
  return {
    decision: decideSend(key, input),
    reader: order.sms?.number ?? null,
    number: order.sms?.number ?? null,
    replaces_mail: order.sms?.alone ?? false,
    write: async () => {
      const url = await linkUrl({ link_keys, public_url }, {
        purpose: "order",
        subject: key.subject,
        expires_at_ms: dated_at + ORDER_LINK_DAYS * DAY_MS,
        issued_at_ms: dated_at,
      });
      const what = smsNewsOf(key.about);
      return shipmentSms(order, shop, { what, shipment_id: key.about.slice(`${what}:`.length) }, url);
    },
  };
}

async function draftBounceSms(
  ports: DeliverPorts,
  key: MessageKey & { readonly kind: SmsKind },
  dated_at: number,
  input: PlanInput,
): Promise<SmsDraft> {
  const { order, shop } = input;
  const { customer, shipping_address, billing_address } = order.details;
  const country = shipping_address?.country ?? billing_address?.country ?? shop.country;
  return {
    decision: decideSend(key, input),
    reader: customer.email ?? null,
    replaces_mail: false,
    number: customer.phone === undefined ? null : await mobileNumber(customer.phone, country),
    write: async () => {
      const url = await linkUrl(ports, {
        purpose: "rescue",
        subject: key.subject,
        expires_at_ms: dated_at + RESCUE_LINK_DAYS * DAY_MS,
        issued_at_ms: dated_at,
      });
      return bounceSms(order, shop, url);
    },
  };
}
