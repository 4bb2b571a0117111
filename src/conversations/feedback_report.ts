/** Reads a complaint that a mailbox provider forwards: who marked which mail as spam. It suppresses nobody itself. */
import { headerOf, type InboundMail, partsOf } from "./inbound_mail.ts";
import { addressIn } from "./mail_address.ts";
import { returnedMail } from "./returned_mail.ts";

export interface Complaint {
  /** `undefined` where the provider hides it: the mail is then found by its Message-ID. */
  readonly recipient: string | undefined;
  /** RFC 5965, 7.3: abuse, fraud, virus, other, opt-out … */
  readonly feedback_type: string;
  readonly original_message_id: string | undefined;
}

/**
 * Returns the complaint in `mail`, if any: in RFC 5965's form (ARF), or as Hotmail's JMRP sent it without that form.
 */
export function complaintIn(mail: InboundMail): Complaint | undefined {
  const [report] = partsOf(mail, "message/feedback-report");
  return report === undefined ? hotmailComplaint(mail) : feedbackReport(mail, report.text);
}

/** Reports in the same form that are no complaints: RFC 6430 and RFC 6591. */
const NO_COMPLAINT = new Set(["not-spam", "auth-failure", "dmarc"]);

function feedbackReport(mail: InboundMail, report: string): Complaint | undefined {
  const feedback_type = field(report, "feedback-type")?.toLowerCase();
  if (feedback_type === undefined || NO_COMPLAINT.has(feedback_type)) return undefined;
  const original = returnedMail(mail, "");
  const named = field(report, "original-rcpt-to") ?? field(report, "removal-recipient") ?? "";
  return {
    recipient: addressIn(named) ?? hotmailRecipient(mail) ??
      (original.recipients.length === 1 ? original.recipients[0] : undefined),
    feedback_type,
    original_message_id: original.message_id,
  };
}

/**
 * Microsoft's Junk Mail Reporting Program: from staff@hotmail.com, "complaint about message from 192.0.2.1", the mail
 * attached with the recipient in a header of Hotmail's own. https://sendersupport.olc.protection.outlook.com/pm/services.aspx
 */
function hotmailComplaint(mail: InboundMail): Complaint | undefined {
  const from = addressIn(headerOf(mail, "from").slice(-300))?.toLowerCase() ?? "";
  if (!/^staff@(?:hotmail|outlook|live|msn)\.com$/.test(from)) return undefined;
  if (!/^(?:fwd?: )?complaint about message from\b/i.test(mail.subject.trim())) return undefined;
  const original = returnedMail(mail, "");
  return {
    recipient: hotmailRecipient(mail) ??
      (original.recipients.length === 1 ? original.recipients[0] : undefined),
    feedback_type: "abuse",
    original_message_id: original.message_id,
  };
}

function hotmailRecipient(mail: InboundMail): string | undefined {
  const text = [...partsOf(mail, "message/rfc822", "text/rfc822-headers").map((part) => part.text), mail.text]
    .map((part) => part.slice(0, HEADERS_MAX_CHARS)).join("\n");
  return addressIn(/^x-hmxmroriginalrecipient:[ \t]{0,5}([^\r\n]{3,320})/im.exec(text)?.[1] ?? "");
}

const HEADERS_MAX_CHARS = 16_384;

function field(text: string, name: string): string | undefined {
  const line = text.split(/\r?\n/).find((line) => line.toLowerCase().startsWith(`${name}:`));
  return line?.slice(name.length + 1).trim();
}
