/** What a mail that came in is: a bounce, a complaint, a program's answer, or a person's. Pure; it answers and suppresses nobody. */
import { type AutomaticReason, automaticReason } from "./automatic.ts";
import { isBounceMail, isDeliveryReport } from "./bounce_signs.ts";
import {
  type Action,
  holdsDeliveryStatus,
  type RecipientStatus,
  recipientStatuses,
} from "./delivery_status.ts";
import { type FailureClass, failureClass } from "./failure.ts";
import { codesIn } from "./failure_codes.ts";
import { type Complaint, feedbackReport } from "./feedback_report.ts";
import { htmlText } from "./html_text.ts";
import { headerOf, type InboundMail, partsOf, READ_MAX_CHARS } from "./inbound_mail.ts";
import { addressesIn, sameAddress } from "./mail_address.ts";
import { type BounceText, bounceTextsIn } from "./bounce_text.ts";
import { divided, returnedMail } from "./returned_mail.ts";
import { sesMessageId, type SesNotification, sesNotification } from "./ses_notification.ts";

/** What became of one recipient. */
export interface DeliveryReport {
  readonly recipient: string;
  /** As we wrote it, where a forwarding made another of it. */
  readonly original_recipient: string | undefined;
  readonly action: Action;
  /** `null` where nothing failed. */
  readonly class: FailureClass | null;
  readonly reply_code: string | undefined;
  readonly enhanced_status: string | undefined;
  /** What the refusing side said, on one line. */
  readonly diagnostic: string;
  readonly original_message_id: string | undefined;
}

export type Inbound =
  /** A mail of ours that some recipient did not get, or not yet. */
  | { readonly type: "bounce"; readonly reports: readonly DeliveryReport[] }
  /** A report that all went well: nobody who is named in it failed. */
  | { readonly type: "delivered"; readonly reports: readonly DeliveryReport[] }
  | { readonly type: "complaint"; readonly complaints: readonly Complaint[] }
  | { readonly type: "auto_reply"; readonly reason: AutomaticReason }
  | { readonly type: "person" };

const DIAGNOSTIC_MAX_CHARS = 1_000;
/** Of what stands around a diagnostic, what is searched for the SMTP command; it is done once a recipient. */
const CONTEXT_MAX_CHARS = 8_000;

/** Bounces first: half of them carry Auto-Submitted, and half of the out-of-office notices do not (RFC 3834 or not). */
export function classifyInbound(mail: InboundMail): Inbound {
  const complaint = feedbackReport(mail);
  if (complaint !== undefined) return { type: "complaint", complaints: [complaint] };
  const text = bodyText(mail);
  const ses = isFromAmazon(mail) ? sesNotification(text) : undefined;
  if (ses !== undefined) return sesInbound(ses);
  const reports = failureReports(mail, text);
  if (reports !== undefined) {
    return {
      type: reports.some(({ class: failed }) => failed !== null) || reports.length === 0
        ? "bounce"
        : "delivered",
      reports,
    };
  }
  const reason = automaticReason(mail);
  return reason === undefined ? { type: "person" } : { type: "auto_reply", reason };
}

/** The reports of a bounce, none where it names nobody; `undefined` where the mail is no bounce. */
function failureReports(mail: InboundMail, text: string): readonly DeliveryReport[] | undefined {
  // Broken reports hold their notice in a part that is no body.
  const { bounce_text, returned } = divided(
    [text, ...partsOf(mail, "text/plain").map((part) => part.text)].join("\n\n"),
  );
  const own_text = unquoted(bounce_text);
  const failed = addressesIn(headerOf(mail, "x-failed-recipients").slice(0, 8_000)).map(({ address }) =>
    address
  );
  const bounce_texts = bounceTextsIn(own_text, failed, ownAddresses(mail));
  const statuses = deliveryStatuses(mail, own_text);
  if (!isDeliveryReport(mail) && !isBounceMail(mail, own_text, bounce_texts.length + statuses.length > 0)) {
    return undefined;
  }
  const original = returnedMail(mail, returned);
  const reports = statuses.length > 0
    ? statuses.map((status) => fromStatus(status, own_text, bounce_texts))
    : reportsInText(mail, bounce_texts, own_text, returned, original.recipients);
  return reports.map((report) => ({ ...report, original_message_id: original.message_id }));
}

type Report = Omit<DeliveryReport, "original_message_id">;

function fromStatus(status: RecipientStatus, own_text: string, bounce_texts: readonly BounceText[]): Report {
  const in_text = bounce_texts.find(({ recipient }) => sameAddress(recipient, status.recipient));
  const action = status.action ?? (status.status?.startsWith("2") ? "delivered" : "failed");
  const said = status.diagnostic;
  const codes = codesIn(said);
  const diagnostic = said.length > 3 ? said : in_text?.diagnostic ?? said;
  return {
    recipient: status.recipient,
    original_recipient: status.original_recipient,
    action,
    class: classOf(
      action,
      status.status,
      diagnostic,
      (in_text?.context ?? own_text).slice(0, CONTEXT_MAX_CHARS),
    ),
    reply_code: codes.reply_code,
    enhanced_status: codes.enhanced_status ?? status.status,
    diagnostic: oneLine(diagnostic),
  };
}

/** Where the notice names nobody plainly: a bounce that returns a bounce, the returned mail's own To, or any address in it. */
function reportsInText(
  mail: InboundMail,
  bounce_texts: readonly BounceText[],
  own_text: string,
  returned: string,
  original: readonly string[],
): readonly Report[] {
  if (bounce_texts.length > 0) return bounce_texts.map((bounce_text) => fromBounceText(bounce_text, mail));
  const inner = recipientStatuses(returned);
  if (inner.length > 0) return inner.map((status) => fromStatus(status, returned, []));
  return bounceTextsIn(own_text, original, ownAddresses(mail), true).map((bounce_text) =>
    fromBounceText(bounce_text, mail)
  );
}

function fromBounceText({ recipient, diagnostic, context }: BounceText, mail: InboundMail): Report {
  const delayed = DELAYED.test(mail.subject) || DELAYED.test(context.slice(0, 4_000));
  const action = delayed && !/\bpermanent/i.test(context) ? "delayed" : "failed";
  // Where the notice does not name the address, only a mail system's code in it is worth a judgement.
  const codes_alone = codesIn(context).reply_code === undefined ? "" : context;
  const said = diagnostic === "" ? codes_alone : diagnostic;
  return {
    recipient,
    original_recipient: undefined,
    action,
    class: classOf(action, undefined, said, context.slice(0, CONTEXT_MAX_CHARS)),
    ...codesIn(said),
    diagnostic: oneLine(said),
  };
}

const DELAYED =
  /\b(?:delay(?:ed)?|warning message only|will (?:keep trying|be retried|continue)|still undelivered|not (?:yet|been) delivered yet)\b/i;

function classOf(
  action: Action,
  status: string | undefined,
  diagnostic: string,
  context: string,
): FailureClass | null {
  if (action !== "failed" && action !== "delayed") return null;
  return failureClass({ action, status, diagnostic, context });
}

function deliveryStatuses(mail: InboundMail, own_text: string): readonly RecipientStatus[] {
  const parts = partsOf(mail, "message/delivery-status", "message/global-delivery-status")
    .flatMap(({ text }) => recipientStatuses(text.slice(0, READ_MAX_CHARS)));
  if (parts.length > 0) return parts;
  return holdsDeliveryStatus(own_text) ? recipientStatuses(own_text) : [];
}

function sesInbound(notification: SesNotification): Inbound {
  const original_message_id = sesMessageId(notification);
  switch (notification.notificationType) {
    case "Bounce":
      return {
        type: "bounce",
        reports: notification.bounce.bouncedRecipients.map(({ emailAddress, status, diagnosticCode }) => ({
          recipient: emailAddress,
          original_recipient: undefined,
          action: "failed",
          class: sesClass(notification.bounce, status, diagnosticCode ?? ""),
          reply_code: codesIn(diagnosticCode ?? "").reply_code,
          enhanced_status: status ?? codesIn(diagnosticCode ?? "").enhanced_status,
          diagnostic: oneLine(diagnosticCode ?? ""),
          original_message_id,
        })),
      };
    case "Complaint":
      return {
        type: "complaint",
        complaints: notification.complaint.complainedRecipients.map(({ emailAddress }) => ({
          recipient: emailAddress,
          feedback_type: notification.complaint.complaintFeedbackType ?? "abuse",
          original_message_id,
        })),
      };
    case "Delivery":
      return {
        type: "delivered",
        reports: notification.delivery.recipients.map((recipient) => ({
          recipient,
          original_recipient: undefined,
          action: "delivered",
          class: null,
          ...codesIn(notification.delivery.smtpResponse ?? ""),
          diagnostic: oneLine(notification.delivery.smtpResponse ?? ""),
          original_message_id,
        })),
      };
  }
}

/** SES knows some addresses for bad by itself; else its "Permanent" is any 5xx, a filter's too. */
function sesClass(
  { bounceType, bounceSubType }: { readonly bounceType: string; readonly bounceSubType?: string | undefined },
  status: string | undefined,
  diagnostic: string,
): FailureClass | null {
  if (bounceType !== "Permanent") return "soft";
  const known_bad = /^(?:NoEmail|Suppressed|OnAccountSuppressionList)$/.test(bounceSubType ?? "");
  return known_bad ? "hard" : classOf("failed", status, diagnostic, "");
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

/** Without the lines that somebody else wrote: ">" before them, but not ">>>" of an SMTP dialogue. */
function unquoted(text: string): string {
  return text.split("\n").filter((line) => !/^> ?(?!>>|[>\s]*(?:RCPT|DATA|MAIL|EHLO|HELO|QUIT)\b)/.test(line))
    .join("\n");
}

function ownAddresses(mail: InboundMail): readonly string[] {
  return ["to", "from", "delivered-to", "x-original-to", "envelope-to", "return-path"]
    .flatMap((name) => addressesIn(headerOf(mail, name).slice(0, 4_000))).map(({ address }) => address);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim().slice(0, DIAGNOSTIC_MAX_CHARS);
}
