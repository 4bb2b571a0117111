/** Turns Amazon's notification in a mail into its meaning. `ses_notification.ts` reads its structure. */
import { diagnosticLine } from "./diagnostic_line.ts";
import type { FailureClass } from "./failure.ts";
import { codesIn } from "./failure_codes.ts";
import type { Inbound, Judge } from "./inbound_meaning.ts";
import { sesMessageId, type SesNotification } from "./ses_notification.ts";

export function sesInbound(notification: SesNotification, judge: Judge): Inbound {
  const original_message_id = sesMessageId(notification);
  const message_ids = original_message_id === undefined ? [] : [original_message_id];
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
          diagnostic: diagnosticLine(diagnosticCode ?? ""),
          original_message_id,
        })),
        message_ids,
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
          diagnostic: diagnosticLine(notification.delivery.smtpResponse ?? ""),
          original_message_id,
        })),
        message_ids,
      };
  }
}

/** Classes a bounce. SES lists some addresses as bad itself; otherwise its "Permanent" is any 5xx, even a filter's. */
function sesClass(
  { bounceType, bounceSubType }: { readonly bounceType: string; readonly bounceSubType?: string | undefined },
  status: string | undefined,
  diagnostic: string,
  judge: Judge,
): FailureClass {
  if (bounceType !== "Permanent") return "soft";
  const known_bad = /^(?:NoEmail|Suppressed|OnAccountSuppressionList)$/.test(bounceSubType ?? "");
  return known_bad ? "hard" : judge({ action: "failed", status, diagnostic, context: "" });
}
