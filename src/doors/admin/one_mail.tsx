/** Shows one mail as it left or would have, and sends it once more to the same or a corrected address. */
import type { Context } from "hono";
import { OneMailPage } from "../../../templates/admin/mails.tsx";
import { w, wordFor } from "../../../templates/admin/words.ts";
import { findMail } from "../../flow/archive/find_mail.ts";
import { findOrder } from "../../flow/archive/open_order.ts";
import { sendAgain, type SentAgain } from "../../flow/deliver/send_again.ts";
import { copyPath } from "../../messages/copy_path.ts";
import {
  isOrderKind,
  isSmsKind,
  isStandaloneKind,
  keyText,
  type MessageKey,
} from "../../messages/message.ts";
import { addressee } from "../../orders/addressee.ts";
import type { MailRow } from "../../sql/desk.ts";
import { repairAddress } from "../../values/mail_address.ts";
import { problemPage } from "../error_page.tsx";
import { field } from "../forms/form.ts";
import { noteMail } from "./desk_act.ts";
import { deskToken, type OpenedForm } from "./desk_form.tsx";
import { frameOf, homeOf, mailId, mailLine } from "./desk_view.ts";
import { resendNote } from "./resend_note.ts";
import type { Desk, DeskHono } from "./desk_env.ts";

/** How the form that sends one mail again is shown once more. */
interface AskedAgain {
  /** The address that was typed; null where none was. */
  readonly to: string | null;
  /** What is said of an address that takes no such mail, before it is written to all the same. */
  readonly despite: string | null;
  readonly fault: string | null;
}

/** Sends one mail to the address in the form. What must be said first is said on the same page, with the form as it was. */
export async function sendOne(
  context: Context<DeskHono>,
  { form, id }: OpenedForm,
  key: MessageKey,
): Promise<Response> {
  const { desk } = context.var;
  const typed = field(form, "email", 300);
  const wanted = {
    to: typed === "" ? undefined : repairAddress(typed),
    despite: form.get("despite") === "on",
  };
  const sent = await sendAgain(desk.ports, desk.shop, key, wanted, desk.now_ms);
  if (sent.ok) {
    // Whether it went to another address is told, not which.
    await noteMail(desk, id, wanted.to === undefined ? "mail.send_again" : "mail.send_to", key);
    return context.redirect(`${homeOf(desk)}/mails/${mailId(sent.key)}?sent`, 303);
  }
  const row = await findMail(desk.ports, key);
  if (row === null) return problemPage(context, 404);
  const despite = sent.reason !== "refused" ? null : w("again.despite", {
    email: sent.email,
    reason: wordFor("refused", sent.refusal),
  });
  return await showOne(context, { row, key }, { to: typed, despite, fault: faultOf(sent) });
}

function faultOf(sent: Exclude<SentAgain, { ok: true }>): string {
  switch (sent.reason) {
    case "refused":
      return w("again.listed", { email: sent.email, reason: wordFor("refused", sent.refusal) });
    case "untrue":
      return w("again.fault_untrue", { reason: wordFor("reason", sent.against) });
    case "under_way":
      return w("again.fault_under_way");
    case "short_message":
      return w("again.fault_short");
    case "no_address":
      return w("again.fault_no_address");
    case "bad_address":
      return w("again.fault_bad_address");
    case "no_copy":
    case "no_mail":
      return w("again.fault_no_copy");
  }
}

export async function showOne(
  context: Context<DeskHono>,
  { row, key }: { readonly row: MailRow; readonly key: MessageKey },
  asked: AskedAgain,
): Promise<Response> {
  const { desk } = context.var;
  const kept = await desk.ports.archive.head(archived(row));
  const path = `${homeOf(desk)}/mails/${mailId(key)}`;
  const mail = mailLine(desk, row, "times");
  const facts = [
    { name: w("mail.channel"), value: row.channel },
    { name: w("mail.attempts"), value: row.attempts === 0 ? null : String(row.attempts) },
    { name: w("mail.about"), value: row.about === "" ? null : row.about },
  ];
  const view = {
    frame: await frameOf(desk, "mails", {
      note: context.req.query("sent") === undefined
        ? resendNote(context)
        : { tone: "good" as const, text: w("again.sent") },
    }),
    mail,
    title: w(row.state === "shadowed" ? "mail.would_have_gone" : "mail.sent"),
    fault: asked.fault,
    facts: facts.flatMap(({ name, value }) => value === null ? [] : [{ name, value }]),
    frame_path: kept === null ? null : `${path}/html`,
    source_path: kept === null ? null : `${path}/eml`,
    again: canBeSentAgain(row, kept !== null)
      ? {
        form: { action: `${homeOf(desk)}/mails/again`, token: await deskToken(desk, "again") },
        key: keyText(key),
        to: asked.to ?? await readerOf(desk, key) ?? "",
        despite: asked.despite,
        is_copy: isStandaloneKind(key.kind),
      }
      : null,
  };
  return await context.html(<OneMailPage view={view} />, asked.fault === null ? 200 : 409);
}

/** The address to which a mail of an order goes now; null for another mail, whose copy knows its reader. */
async function readerOf({ ports }: Desk, key: MessageKey): Promise<string | null> {
  if (!isOrderKind(key.kind)) return null;
  const row = await findOrder(ports, key.subject);
  return row === null ? null : addressee(row.order, key.kind).email ?? null;
}

function canBeSentAgain({ state, kind, has_words }: MailRow, is_kept: boolean): boolean {
  if (state === "owed" || state === "sending") return false;
  if (isSmsKind(kind)) return state === "failed" || state === "unknown";
  return !isStandaloneKind(kind) || is_kept || has_words === 1;
}

/** Where the bytes of a mail are kept. */
export function archived(row: MailRow): string {
  return copyPath(keyText(row), row.state);
}
