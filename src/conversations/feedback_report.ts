/** A complaint that a mailbox provider passes on (RFC 5965, ARF): who called which mail spam. It suppresses nobody itself. */
import { type InboundMail, partsOf } from "./inbound_mail.ts";
import { addressIn } from "./mail_address.ts";
import { returnedMail } from "./returned_mail.ts";

export interface Complaint {
  /** `undefined` where the provider hides it: the mail is then found by its Message-ID. */
  readonly recipient: string | undefined;
  /** RFC 5965, 7.3: abuse, fraud, virus, other, opt-out … */
  readonly feedback_type: string;
  readonly original_message_id: string | undefined;
}

/** Reports in the same form that nobody complained by: RFC 6430 and RFC 6591. */
const NO_COMPLAINT = new Set(["not-spam", "auth-failure", "dmarc"]);

/** The complaint in `mail`, if it is one. */
export function feedbackReport(mail: InboundMail): Complaint | undefined {
  const [report] = partsOf(mail, "message/feedback-report");
  if (report === undefined) return undefined;
  const feedback_type = field(report.text, "feedback-type")?.toLowerCase();
  if (feedback_type === undefined || NO_COMPLAINT.has(feedback_type)) return undefined;
  const original = returnedMail(mail, "");
  const named = field(report.text, "original-rcpt-to") ?? field(report.text, "removal-recipient") ?? "";
  return {
    recipient: addressIn(named) ?? (original.recipients.length === 1 ? original.recipients[0] : undefined),
    feedback_type,
    original_message_id: original.message_id,
  };
}

function field(text: string, name: string): string | undefined {
  const line = text.split(/\r?\n/).find((line) => line.toLowerCase().startsWith(`${name}:`));
  return line?.slice(name.length + 1).trim();
}
