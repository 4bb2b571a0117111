/**
 * Reads a bounce's result for each recipient, from its report's fields or its text. It judges by `failure.ts` and
 * never looks up our mail.
 */
import { isBounceMail, isDeliveryReport } from "./bounce_signs.ts";
import { type BounceText, bounceTextsIn } from "./bounce_text.ts";
import {
  type Action,
  holdsDeliveryStatus,
  type RecipientStatus,
  recipientStatuses,
} from "./delivery_status.ts";
import { diagnosticLine } from "./diagnostic_line.ts";
import type { FailureClass } from "./failure.ts";
import { codesIn } from "./failure_codes.ts";
import { headerOf, type InboundMail, partsOf, READ_MAX_CHARS } from "./inbound_mail.ts";
import type { DeliveryReport, Judge } from "./inbound_meaning.ts";
import { addressesIn, sameAddress } from "./mail_address.ts";
import { broughtBack, divided, referredIds, returnedMail } from "./returned_mail.ts";

/** Characters of a diagnostic's context that are searched for the SMTP command, once per recipient. */
const CONTEXT_MAX_CHARS = 8_000;

export interface FailureReports {
  readonly reports: readonly DeliveryReport[];
  /** Message-IDs that may belong to our mail, the most certain first. */
  readonly message_ids: readonly string[];
}

/** The reports of a bounce whose body is `text`; `undefined` where the mail is no bounce. */
export function failureReports(mail: InboundMail, text: string, judge: Judge): FailureReports | undefined {
  // Broken reports hold their notice in a part that is not a body.
  const { bounce_text, returned } = divided(
    [text, ...partsOf(mail, "text/plain").map((part) => part.text)].join("\n\n"),
  );
  const own_text = unquoted(bounce_text);
  const failed = addressesIn(headerOf(mail, "x-failed-recipients").slice(0, 8_000)).map(({ address }) =>
    address
  );
  const bounce_texts = bounceTextsIn(own_text, failed, ownAddresses(mail));
  const statuses = deliveryStatuses(mail, own_text);
  const about = {
    names_recipient: bounce_texts.length + statuses.length > 0,
    answers_mail: referredIds(mail).length > 0,
  };
  if (!isDeliveryReport(mail) && !isBounceMail(mail, own_text, about)) return undefined;
  const original = returnedMail(mail, returned);
  const message_ids = broughtBack(mail, own_text, original);
  const reports = statuses.length > 0
    ? statuses.map((status) => fromStatus(status, own_text, bounce_texts, judge, statuses.length === 1))
    : reportsInText(mail, bounce_texts, own_text, returned, original.recipients, judge);
  const named = reports.length === 0 && message_ids.length > 0 ? [unnamed(mail, own_text, judge)] : reports;
  return {
    reports: named.map((report) => ({ ...report, original_message_id: message_ids[0] })),
    message_ids,
  };
}

/** Builds the report for a notice that names no recipient; the mail is found by its Message-ID. */
function unnamed(mail: InboundMail, own_text: string, judge: Judge): Report {
  const report = fromBounceText({ recipient: "", diagnostic: "", context: own_text }, mail, judge);
  return { ...report, recipient: undefined };
}

type Report = Omit<DeliveryReport, "original_message_id">;

function fromStatus(
  status: RecipientStatus,
  own_text: string,
  bounce_texts: readonly BounceText[],
  judge: Judge,
  alone: boolean,
): Report {
  const in_text = bounce_texts.find(({ recipient }) => sameAddress(recipient, status.recipient));
  const action = status.action ?? (status.status?.startsWith("2") ? "delivered" : "failed");
  const said = status.diagnostic;
  const codes = codesIn(said);
  const diagnostic = said.length > 3 ? said : in_text?.diagnostic ?? said;
  return {
    recipient: status.recipient,
    original_recipient: status.original_recipient ?? (alone ? renamed(status, bounce_texts) : undefined),
    action,
    class: classOf(
      action,
      status.status,
      diagnostic,
      (in_text?.context ?? own_text).slice(0, CONTEXT_MAX_CHARS),
      judge,
      alone ? own_text : in_text?.context,
    ),
    reply_code: codes.reply_code,
    enhanced_status: codes.enhanced_status ?? status.status,
    diagnostic: diagnosticLine(diagnostic),
  };
}

/**
 * Returns the address to which Waybill sent the mail, from the text of a report about one recipient, where a system
 * on the way replaced it.
 */
function renamed({ recipient }: RecipientStatus, bounce_texts: readonly BounceText[]): string | undefined {
  const [only, ...others] = bounce_texts;
  return only === undefined || others.length > 0 || sameAddress(only.recipient, recipient)
    ? undefined
    : only.recipient;
}

/**
 * Finds recipients where the notice names none plainly: in a bounce that returns a bounce, the returned mail's To, or
 * any address in it.
 */
function reportsInText(
  mail: InboundMail,
  bounce_texts: readonly BounceText[],
  own_text: string,
  returned: string,
  original: readonly string[],
  judge: Judge,
): readonly Report[] {
  if (bounce_texts.length > 0) {
    return bounce_texts.map((bounce_text) => fromBounceText(bounce_text, mail, judge));
  }
  const inner = recipientStatuses(returned);
  if (inner.length > 0) return inner.map((status) => fromStatus(status, returned, [], judge, false));
  return bounceTextsIn(own_text, original, ownAddresses(mail), true).map((bounce_text) =>
    fromBounceText(bounce_text, mail, judge)
  );
}

function fromBounceText(
  { recipient, diagnostic, context }: BounceText,
  mail: InboundMail,
  judge: Judge,
): Report {
  const delayed = DELAYED.test(mail.subject) || DELAYED.test(context.slice(0, 4_000));
  const action = delayed && !/\bpermanent/i.test(context) ? "delayed" : "failed";
  // Where the notice does not name the address, only a mail system's code in it counts.
  const codes_alone = codesIn(context).reply_code === undefined ? "" : context;
  const said = diagnostic === "" ? codes_alone : diagnostic;
  return {
    recipient,
    original_recipient: undefined,
    action,
    class: classOf(action, undefined, said, context.slice(0, CONTEXT_MAX_CHARS), judge, context),
    ...codesIn(said),
    diagnostic: diagnosticLine(said),
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

/** Removes lines quoted with ">", but keeps ">>>" of an SMTP dialogue. */
function unquoted(text: string): string {
  return text.split("\n").filter((line) => !/^> ?(?!>>|[>\s]*(?:RCPT|DATA|MAIL|EHLO|HELO|QUIT)\b)/.test(line))
    .join("\n");
}

function ownAddresses(mail: InboundMail): readonly string[] {
  return ["to", "from", "delivered-to", "x-original-to", "envelope-to", "return-path"]
    .flatMap((name) => addressesIn(headerOf(mail, name).slice(0, 4_000))).map(({ address }) => address);
}
