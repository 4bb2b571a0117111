/** What a mail that came in is: a bounce, a complaint, a program's answer, or a person's. Pure; it answers and suppresses nobody. */
import { type AutomaticReason, automaticReason } from "./automatic.ts";
import { isDeliveryReport, isFailureNotice } from "./bounce_signs.ts";
import {
  type Action,
  holdsDeliveryStatus,
  type RecipientStatus,
  recipientStatuses,
} from "./delivery_status.ts";
import { type Failure, type FailureClass, failureClass } from "./failure.ts";
import { codesIn } from "./failure_codes.ts";
import { type Complaint, feedbackReport } from "./feedback_report.ts";
import { htmlText } from "./html_text.ts";
import { headerOf, type InboundMail, partsOf, READ_MAX_CHARS } from "./inbound_mail.ts";
import { addressesIn, sameAddress } from "./mail_address.ts";
import { type Notice, noticesIn } from "./notice.ts";
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

/** Judges one failed recipient: `failureClass`, or a check's own form of it. */
export type Judge = (failure: Failure) => FailureClass;

/** Bounces first: half of them carry Auto-Submitted, and half of the out-of-office notices do not (RFC 3834 or not). */
export function classifyInbound(mail: InboundMail, judge: Judge = failureClass): Inbound {
  const complaint = feedbackReport(mail);
  if (complaint !== undefined) return { type: "complaint", complaints: [complaint] };
  const text = bodyText(mail);
  const ses = isFromAmazon(mail) ? sesNotification(text) : undefined;
  if (ses !== undefined) return sesInbound(ses, judge);
  const reports = failureReports(mail, text, judge);
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
function failureReports(
  mail: InboundMail,
  text: string,
  judge: Judge,
): readonly DeliveryReport[] | undefined {
  // Broken reports hold their notice in a part that is no body.
  const { notice, returned } = divided(
    [text, ...partsOf(mail, "text/plain").map((part) => part.text)].join("\n\n"),
  );
  const own_text = unquoted(notice);
  const failed = addressesIn(headerOf(mail, "x-failed-recipients").slice(0, 8_000)).map(({ address }) =>
    address
  );
  const notices = noticesIn(own_text, failed, ownAddresses(mail));
  const statuses = deliveryStatuses(mail, own_text);
  if (!isDeliveryReport(mail) && !isFailureNotice(mail, own_text, notices.length + statuses.length > 0)) {
    return undefined;
  }
  const original = returnedMail(mail, returned);
  const reports = statuses.length > 0
    ? statuses.map((status) => fromStatus(status, own_text, notices, judge, statuses.length === 1))
    : noticedReports(mail, notices, own_text, returned, original.recipients, judge);
  return reports.map((report) => ({ ...report, original_message_id: original.message_id }));
}

type Report = Omit<DeliveryReport, "original_message_id">;

function fromStatus(
  status: RecipientStatus,
  own_text: string,
  notices: readonly Notice[],
  judge: Judge,
  alone: boolean,
): Report {
  const noticed = notices.find(({ recipient }) => sameAddress(recipient, status.recipient));
  const action = status.action ?? (status.status?.startsWith("2") ? "delivered" : "failed");
  const said = status.diagnostic;
  const codes = codesIn(said);
  const diagnostic = said.length > 3 ? said : noticed?.diagnostic ?? said;
  return {
    recipient: status.recipient,
    original_recipient: status.original_recipient ?? (alone ? renamed(status, notices) : undefined),
    action,
    class: classOf(
      action,
      status.status,
      diagnostic,
      (noticed?.context ?? own_text).slice(0, CONTEXT_MAX_CHARS),
      judge,
      alone ? own_text : noticed?.context,
    ),
    reply_code: codes.reply_code,
    enhanced_status: codes.enhanced_status ?? status.status,
    diagnostic: oneLine(diagnostic),
  };
}

/** The words of a report about one recipient name the address as we wrote it, where a system on the way made another of it. */
function renamed({ recipient }: RecipientStatus, notices: readonly Notice[]): string | undefined {
  const [only, ...others] = notices;
  return only === undefined || others.length > 0 || sameAddress(only.recipient, recipient)
    ? undefined
    : only.recipient;
}

/** Where the notice names nobody plainly: a bounce that returns a bounce, the returned mail's own To, or any address in it. */
function noticedReports(
  mail: InboundMail,
  notices: readonly Notice[],
  own_text: string,
  returned: string,
  original: readonly string[],
  judge: Judge,
): readonly Report[] {
  if (notices.length > 0) return notices.map((notice) => fromNotice(notice, mail, judge));
  const inner = recipientStatuses(returned);
  if (inner.length > 0) return inner.map((status) => fromStatus(status, returned, [], judge, false));
  return noticesIn(own_text, original, ownAddresses(mail), true).map((notice) =>
    fromNotice(notice, mail, judge)
  );
}

function fromNotice(
  { recipient, diagnostic, context }: Notice,
  mail: InboundMail,
  judge: Judge,
): Report {
  const delayed = DELAYED.test(mail.subject) || DELAYED.test(context.slice(0, 4_000));
  const action = delayed && !/\bpermanent/i.test(context) ? "delayed" : "failed";
  // Where the notice does not name the address, only a mail system's code in it is worth a judgement.
  const codes_alone = codesIn(context).reply_code === undefined ? "" : context;
  const said = diagnostic === "" ? codes_alone : diagnostic;
  return {
    recipient,
    original_recipient: undefined,
    action,
    class: classOf(action, undefined, said, context.slice(0, CONTEXT_MAX_CHARS), judge, context),
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
  judge: Judge,
  remark?: string,
): FailureClass | null {
  if (action !== "failed" && action !== "delayed") return null;
  return judge({ action, status, diagnostic, context, remark });
}

function deliveryStatuses(mail: InboundMail, own_text: string): readonly RecipientStatus[] {
  const parts = partsOf(mail, "message/delivery-status", "message/global-delivery-status")
    .flatMap(({ text }) => recipientStatuses(text.slice(0, READ_MAX_CHARS)));
  if (parts.length > 0) return parts;
  return holdsDeliveryStatus(own_text) ? recipientStatuses(own_text) : [];
}

function sesInbound(notification: SesNotification, judge: Judge): Inbound {
  const original_message_id = sesMessageId(notification);
  switch (notification.notificationType) {
    case "Bounce":
      return {
        type: "bounce",
        reports: notification.bounce.bouncedRecipients.map(({ emailAddress, status, diagnosticCode }) => ({
          recipient: emailAddress,
          original_recipient: undefined,
          action: "failed",
          class: sesClass(notification.bounce, status, diagnosticCode ?? "", judge),
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
  judge: Judge,
): FailureClass | null {
  if (bounceType !== "Permanent") return "soft";
  const known_bad = /^(?:NoEmail|Suppressed|OnAccountSuppressionList)$/.test(bounceSubType ?? "");
  return known_bad ? "hard" : classOf("failed", status, diagnostic, "", judge);
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
