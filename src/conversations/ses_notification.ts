/** Amazon SES notifications that SNS sends as a mail: JSON in the body. It only reads them; their shape is Amazon's, documented. */
import * as v from "valibot";
// https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html

const EmailAddress = v.object({ emailAddress: v.string() });
const Mail = v.object({
  messageId: v.optional(v.string()),
  headers: v.optional(v.array(v.object({ name: v.string(), value: v.string() }))),
});
const Notification = v.variant("notificationType", [
  v.object({
    notificationType: v.literal("Bounce"),
    mail: Mail,
    bounce: v.object({
      bounceType: v.string(),
      bounceSubType: v.optional(v.string()),
      bouncedRecipients: v.array(v.object({
        ...EmailAddress.entries,
        action: v.optional(v.string()),
        status: v.optional(v.string()),
        diagnosticCode: v.optional(v.string()),
      })),
    }),
  }),
  v.object({
    notificationType: v.literal("Complaint"),
    mail: Mail,
    complaint: v.object({
      complainedRecipients: v.array(EmailAddress),
      complaintFeedbackType: v.optional(v.nullable(v.string())),
    }),
  }),
  v.object({
    notificationType: v.literal("Delivery"),
    mail: Mail,
    delivery: v.object({ recipients: v.array(v.string()), smtpResponse: v.optional(v.string()) }),
  }),
]);
export type SesNotification = v.InferOutput<typeof Notification>;

const Envelope = v.object({ Type: v.literal("Notification"), Message: v.string() });

/** The notification in a body, bare or in SNS's envelope; `undefined` where there is none. */
export function sesNotification(text: string): SesNotification | undefined {
  if (!text.includes("notificationType")) return undefined;
  const json = jsonIn(text);
  const envelope = v.safeParse(Envelope, json);
  const parsed = v.safeParse(Notification, envelope.success ? jsonIn(envelope.output.Message) : json);
  return parsed.success ? parsed.output : undefined;
}

/** Returns our Message-ID where SES kept our headers; SES's own id is unknown to Waybill. */
export function sesMessageId({ mail }: SesNotification): string | undefined {
  return mail.headers?.find(({ name }) => name.toLowerCase() === "message-id")?.value;
}

function jsonIn(text: string): unknown {
  // Sendmail breaks a line of more than 990 characters with "!\n ", SNS adds a footer after the object.
  const whole = text.replace(/!\r?\n /g, "");
  try {
    return JSON.parse(whole.slice(whole.indexOf("{"), whole.lastIndexOf("}") + 1));
  } catch {
    // No JSON is no notification: the mail is judged as any other.
    return undefined;
  }
}
