/** A written mail as channels take it. */
import { compose, type Mail } from "../../mail/mime/compose.ts";
import { copiesOf, type MailSettings } from "../../orders/mail_settings.ts";
import { keyText, type MessageKey, type MessageKind } from "../../messages/message.ts";
import type { Written } from "./draft.ts";

/** Who else gets a mail of this kind, unseen by its reader. */
export function copiesTo(mails: MailSettings, kind: MessageKind): Pick<Mail, "copies"> {
  const copies = copiesOf(mails, kind).map((email) => ({ email }));
  return copies.length === 0 ? {} : { copies };
}

export async function outgoingMail(
  key: MessageKey,
  mail: Mail,
  { order_number, keeps_copy }: {
    /** The order's number for the dev mailbox; empty for a standalone mail. */
    readonly order_number: string;
    readonly keeps_copy: boolean;
  },
): Promise<Written<"mail">> {
  const raw = await compose(mail);
  const content = { idempotency_key: keyText(key), mail, raw, kind: key.kind, order_number };
  return { content, copy: keeps_copy ? raw : null };
}
