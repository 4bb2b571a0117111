/** Sends a sample to somebody at the shop, by the shop's first channels. It is no message of the ledger: nobody owed it. */
import type { Mail } from "../../mail/mime/compose.ts";
import { sampleMail } from "../../mail/samples/sample_mail.ts";
import type { MailKind } from "../../messages/message.ts";
import { shopSubject } from "../../messages/subject.ts";
import { err, ok, type Result } from "../../result.ts";
import { outgoingMail } from "../deliver/outgoing_mail.ts";
import { sendByChannels } from "../deliver/send_by_channels.ts";
import type { DeliverPorts, Shop } from "../ports.ts";

export interface SampleToSend {
  /** Of the form: the same id is one mail. */
  readonly id: string;
  readonly kind: MailKind;
  readonly locale: string;
  /** What goes; a sample with the shop's live texts where nothing is said. */
  readonly mail?: Pick<Mail, "subject" | "html" | "text">;
  readonly to: string;
}

/** `not_sent` says what the channel answered. */
export async function sendSample(
  { ways }: Pick<DeliverPorts, "ways">,
  { id: shop_id, settings }: Shop,
  { id, kind, locale, to, mail: given }: SampleToSend,
  now_ms: number,
): Promise<Result<null, "not_sent">> {
  const mail = given ?? sampleMail(kind, locale, settings, null, now_ms).mail;
  const key = { subject: shopSubject(shop_id), kind, about: `sample-${id}` };
  const outgoing = await outgoingMail(key, {
    key: `${shop_id}/sample/${id}`,
    from: { name: settings.from.name ?? settings.name, email: settings.from.email },
    to: { name: undefined, email: to },
    reply_to: { name: settings.name, email: settings.support_email },
    ...mail,
    date_ms: now_ms,
    headers: { "Auto-Submitted": "auto-generated" },
  }, { order_number: "", keeps_copy: false });
  const { receipt } = await sendByChannels<"mail">(ways, settings.channels, [], outgoing.content, now_ms);
  if (receipt.outcome === "accepted") return ok(null);
  return err("not_sent", receipt.reason);
}
