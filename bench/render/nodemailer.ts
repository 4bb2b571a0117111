/** The same mail with nodemailer's MailComposer. */
import MailComposer from "nodemailer/lib/mail-composer";
import type { Mail, Mailbox } from "../../src/mail/mime/compose.ts";

export async function mailComposer(mail: Mail): Promise<string> {
  const { from, to, reply_to, subject, text, html, date_ms, headers } = mail;
  const built = await new MailComposer({
    from: box(from),
    to: box(to),
    replyTo: box(reply_to!),
    subject,
    text,
    html,
    date: new Date(date_ms),
    headers: { ...headers },
  }).compile().build();
  // Converted to text, since our MIME is text too, ready for a channel.
  return built.toString("latin1");
}

function box({ name, email }: Mailbox): { readonly name: string; readonly address: string } {
  return { name: name ?? "", address: email };
}
