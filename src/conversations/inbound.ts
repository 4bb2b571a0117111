/**
 * Classifies an incoming mail: a bounce, a complaint, a program's answer, or a person's mail. Pure; it answers and
 * suppresses nobody.
 */
import { automaticReason } from "./automatic.ts";
import { failureClass } from "./failure.ts";
import { failureReports } from "./failure_reports.ts";
import { complaintIn } from "./feedback_report.ts";
import { htmlText } from "./html_text.ts";
import { headerOf, type InboundMail, READ_MAX_CHARS } from "./inbound_mail.ts";
import type { Inbound, Judge } from "./inbound_meaning.ts";
import { sesInbound } from "./ses_inbound.ts";
import { sesNotification } from "./ses_notification.ts";

/**
 * Classifies `mail`; the order is important. Bounces come first: half of them have Auto-Submitted, and half of the
 * out-of-office notices do not, despite RFC 3834. Then complaints, which programs send too; then programs; all others
 * are people.
 */
export function classifyInbound(mail: InboundMail, judge: Judge = failureClass): Inbound {
  const text = bodyText(mail);
  const ses = isFromAmazon(mail) ? sesNotification(text) : undefined;
  if (ses !== undefined) return sesInbound(ses, judge);
  const returned = failureReports(mail, text, judge);
  if (returned !== undefined) {
    const { reports } = returned;
    const has_failed = reports.some(({ class: failed }) => failed !== null) || reports.length === 0;
    return { type: has_failed ? "bounce" : "delivered", ...returned };
  }
  const complaint = complaintIn(mail);
  if (complaint !== undefined) return { type: "complaint", complaints: [complaint] };
  const reason = automaticReason(mail);
  return reason === undefined ? { type: "person" } : { type: "auto_reply", reason };
}

function isFromAmazon(mail: InboundMail): boolean {
  return /@(?:[\w-]{1,63}\.){0,5}(?:amazonaws|amazonses)\.com>?\s{0,3}$/i.test(
    headerOf(mail, "from").slice(-300),
  );
}

function bodyText(mail: InboundMail): string {
  const text = mail.text.trim() === "" ? htmlText(mail.html.slice(0, READ_MAX_CHARS)) : mail.text;
  return text.slice(0, READ_MAX_CHARS);
}
