/**
 * Verifies and reads Amazon SES events of a configuration set and notifications of an identity, both wrapped in SNS.
 * `secrets` are the ARNs of the topics that they are published to.
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
import * as v from "valibot";
import { KEY_FIELD, keyOfSafeTag } from "../messages/key_tag.ts";
import { err, ok, type Result } from "../result.ts";
import { helpful, list } from "../sources/read/fields.ts";
import { readJson } from "../sources/read/json.ts";
import { checked, invalid } from "../sources/read/parse_error.ts";
import type { ReadingRefusal, SignatureRefusal, Webhook } from "../sources/source.ts";
import { events, ignored, readingOf, type ReportReading } from "./batch.ts";
import { bounceClass, isSuppression, saidClass } from "./bounce_class.ts";
import { enhancedStatus, MomentIfAny, Recipient, Recipients, Said, ShortId } from "./fields.ts";
import type { Bounce, Provider, ProviderEvent, ProviderPorts, ProviderReading } from "./provider.ts";
import { confirmation, Envelope, verifyEnvelope } from "./sns.ts";

export const ses: Provider = { name: "ses", verify, read };

/** The signature is inside the envelope, so the envelope is parsed before verification; its message is not. */
async function verify(
  { body, received_at_ms }: Webhook,
  secrets: readonly string[],
  { sns_certificate }: ProviderPorts,
): Promise<Result<null, SignatureRefusal>> {
  const json = readJson(body);
  if (!json.ok) return err("signature", json.message);
  return await verifyEnvelope(json.value, received_at_ms, secrets, sns_certificate);
}

function read({ body, received_at_ms }: Webhook): Promise<Result<ProviderReading, ReadingRefusal>> {
  const json = readJson(body);
  return Promise.resolve(json.ok ? readEnvelope(json.value, new Date(received_at_ms).toISOString()) : json);
}

function readEnvelope(json: unknown, received_at: string): Result<ProviderReading, ReadingRefusal> {
  const envelope = checked(Envelope, json);
  if (!envelope.ok) return envelope;
  const { value } = envelope;
  switch (value.Type) {
    case "UnsubscribeConfirmation":
      return ok({ type: "ignored", topic: value.Type });
    case "SubscriptionConfirmation": {
      const url = confirmation(value);
      if (url !== null) return ok({ type: "confirm", url });
      return invalid("SubscribeURL", "must confirm the topic at SNS's own address", value.SubscribeURL);
    }
    case "Notification": {
      const message = readJson(new TextEncoder().encode(value.Message));
      // SES tests a topic with a message in plain text.
      if (!message.ok) return ok({ type: "ignored", topic: "text" });
      return readingOf(readMessage(value.MessageId, message.value, received_at));
    }
  }
}

/** One entry, of somebody unknown, where no entry can be read: the mail itself says whom it was for. */
const someone = <const S extends v.GenericSchema<unknown, object>>(schema: S) =>
  v.pipe(
    list(schema),
    v.transform((all) => all.length > 0 ? all : [v.parse(schema, {})]),
  );
const Addressed = someone(v.object({ emailAddress: helpful(Recipient) }));
const Kind = v.object({ eventType: helpful(ShortId), notificationType: helpful(ShortId) });
const Sent = v.object({
  messageId: ShortId,
  destination: Recipients,
  tags: v.optional(v.pipe(v.unknown(), v.transform(keyOf))),
});
const Failing = v.object({
  emailAddress: helpful(Recipient),
  status: v.optional(Said),
  diagnosticCode: v.optional(Said),
});
const Happened = v.object({ timestamp: MomentIfAny });
const MESSAGES = {
  Bounce: v.object({
    mail: Sent,
    bounce: v.object({
      bounceType: v.optional(Said),
      bounceSubType: v.optional(Said),
      timestamp: MomentIfAny,
      bouncedRecipients: someone(Failing),
    }),
  }),
  Complaint: v.object({
    mail: Sent,
    complaint: v.object({
      complaintSubType: v.optional(Said),
      timestamp: MomentIfAny,
      complainedRecipients: Addressed,
    }),
  }),
  Delivery: v.object({
    mail: Sent,
    delivery: v.object({
      timestamp: MomentIfAny,
      recipients: Recipients,
    }),
  }),
  DeliveryDelay: v.object({
    mail: Sent,
    deliveryDelay: v.object({ timestamp: MomentIfAny, delayedRecipients: Addressed }),
  }),
  Open: v.object({ mail: Sent, open: Happened }),
  Click: v.object({ mail: Sent, click: Happened }),
  Reject: v.object({
    mail: v.object({ ...Sent.entries, timestamp: MomentIfAny }),
    reject: v.object({ reason: v.optional(Said) }),
  }),
};

/** Returns our key from `tags`, where each tag has a list of values; notifications that are not events have no tags. */
function keyOf(tags: unknown): string | undefined {
  const values = typeof tags === "object" && tags !== null
    ? (tags as Record<string, unknown>)[KEY_FIELD]
    : undefined;
  return Array.isArray(values) ? keyOfSafeTag(values[0]) : undefined;
}

function readMessage(id: string, json: unknown, received_at: string): ReportReading {
  const kind = checked(Kind, json);
  if (!kind.ok) return kind;
  const name = kind.value.eventType ?? kind.value.notificationType ?? "";
  switch (name) {
    case "Bounce": {
      const read = checked(MESSAGES.Bounce, json);
      if (!read.ok) return read;
      const { mail, bounce: { bounceType, bounceSubType, bouncedRecipients, timestamp = received_at } } =
        read.value;
      return mailEvents(
        id,
        mail,
        "bounced",
        timestamp,
        bouncedRecipients.map((failing) => {
          const enhanced_status = enhancedStatus(failing.status, failing.diagnosticCode);
          return {
            recipient: failing.emailAddress ?? null,
            bounce: {
              class: bounceClass({
                said: saidClass(bounceType),
                suppressed: isSuppression(bounceSubType),
                enhanced_status,
              }),
              enhanced_status,
              diagnostic: failing.diagnosticCode,
            },
          };
        }),
      );
    }
    case "Complaint": {
      const read = checked(MESSAGES.Complaint, json);
      if (!read.ok) return read;
      const { mail, complaint: { complaintSubType, complainedRecipients, timestamp = received_at } } =
        read.value;
      // No reader complained about this mail: SES did not send it because of an earlier complaint.
      const suppressed: Bounce | undefined = complaintSubType === undefined
        ? undefined
        : { class: "hard", diagnostic: complaintSubType };
      return mailEvents(
        id,
        mail,
        suppressed === undefined ? "complained" : "bounced",
        timestamp,
        complainedRecipients.map(({ emailAddress }) => ({
          recipient: emailAddress ?? null,
          bounce: suppressed,
        })),
      );
    }
    case "Delivery": {
      const read = checked(MESSAGES.Delivery, json);
      if (!read.ok) return read;
      const { mail, delivery: { timestamp = received_at, recipients } } = read.value;
      return mailEvents(id, mail, "delivered", timestamp, readers(recipients));
    }
    case "DeliveryDelay": {
      const read = checked(MESSAGES.DeliveryDelay, json);
      if (!read.ok) return read;
      const { mail, deliveryDelay: { timestamp = received_at, delayedRecipients } } = read.value;
      const late = delayedRecipients.map(({ emailAddress = null }) => ({ recipient: emailAddress }));
      return mailEvents(id, mail, "deferred", timestamp, late);
    }
    case "Open": {
      const read = checked(MESSAGES.Open, json);
      if (!read.ok) return read;
      return mailEvents(
        id,
        read.value.mail,
        "opened",
        read.value.open.timestamp ?? received_at,
        destinations(read.value.mail),
      );
    }
    case "Click": {
      const read = checked(MESSAGES.Click, json);
      if (!read.ok) return read;
      return mailEvents(
        id,
        read.value.mail,
        "clicked",
        read.value.click.timestamp ?? received_at,
        destinations(read.value.mail),
      );
    }
    case "Reject": {
      const read = checked(MESSAGES.Reject, json);
      if (!read.ok) return read;
      const { mail, reject } = read.value;
      // SES rejects a mail for a virus: that concerns the mail, not the address.
      const bounce: Bounce = { class: "soft", diagnostic: reject.reason };
      const refused = destinations(mail).map(({ recipient }) => ({ recipient, bounce }));
      return mailEvents(id, mail, "bounced", mail.timestamp ?? received_at, refused);
    }
    default:
      return ignored(name === "" ? "no event" : name);
  }
}

interface About {
  readonly recipient: string | null;
  readonly bounce?: Bounce | undefined;
}

function destinations({ destination }: v.InferOutput<typeof Sent>): readonly About[] {
  return readers(destination);
}

/** Null where no address can be read: the mail's own key says whom it was for. */
function readers(recipients: readonly string[]): readonly About[] {
  return recipients.length === 0 ? [{ recipient: null }] : recipients.map((recipient) => ({ recipient }));
}

/** Builds one event for each recipient of the message. */
function mailEvents(
  id: string,
  { messageId, tags }: v.InferOutput<typeof Sent>,
  type: ProviderEvent["type"],
  at: string,
  of: readonly About[],
): ReportReading {
  return events(of.map(({ recipient, bounce }, index) => ({
    provider: "ses",
    event_id: index === 0 ? id : `${id}/${index}`,
    provider_id: messageId,
    key: tags,
    type,
    recipient,
    bounce,
    at,
  })));
}
