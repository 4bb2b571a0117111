/** Shapes of what waits: dead letters, erasures, webhooks kept while the database was away. */
import * as v from "valibot";
import { about, Count, MaybeText, MaybeTime, Text, Time, Yes } from "./value.ts";

const letter_fields = {
  id: Text,
  source: Text,
  topic: MaybeText,
  reason: about(
    v.picklist(["unreadable", "invalid", "too_many_events", "too_large"]),
    "`unreadable`: no JSON",
  ),
  field: MaybeText,
  rule: MaybeText,
  got: about(MaybeText, "The shape of what stood at `field`, never the value"),
  bytes: Count,
  count: about(Count, "How often it came"),
  received_at: Time,
  last_at: Time,
  tried_at: about(MaybeTime, "When it was last taken again in vain"),
  kept_until: Time,
};

export const Letter = v.object(letter_fields);

export const LetterWithBody = about(
  v.object({
    ...letter_fields,
    body: v.optional(Text),
    body_base64: v.optional(Text),
    orders: about(v.array(v.object({ order: Text, number: Text })), "Orders of the shop that it names"),
    trial: about(
      v.nullable(v.object({
        readable: v.boolean(),
        field: MaybeText,
        rule: MaybeText,
        orders: v.array(v.object({
          outcome: about(
            v.picklist(["recorded", "duplicate", "parked", "unsure"]),
            "`parked`: its order is not known; `unsure`: too much would have to be read to say",
          ),
          order: MaybeText,
          number: MaybeText,
          owed: about(v.array(v.object({ kind: Text, due_at: Time })), "Messages that would then leave"),
          called_off: about(v.array(v.object({ kind: Text })), "Messages that would not leave any more"),
        })),
      })),
      "What taking it again now would come to; nothing is written. Null where only its sender could say",
    ),
  }),
  "The body as text, or in base64 where it is not UTF-8",
);

export const Unreachable = v.object({
  order: Text,
  number: MaybeText,
  reason: v.picklist(["no_address", "bounced"]),
  since: Time,
  given: about(MaybeText, "What stands in the address's place"),
});

export const Erasure = v.object({
  source: Text,
  state: v.picklist(["waiting", "stopped", "done"]),
  asked_at: MaybeTime,
  due_at: MaybeTime,
  settled_at: MaybeTime,
});

export const Kept = v.object({
  id: Text,
  source: MaybeText,
  verified: Yes,
  received_at: Time,
  bytes: Count,
  set_aside: about(Yes, "It is retried no more by itself"),
});

export const Ignored = v.object({ source: Text, topic: Text, count: Count, last_at: Time });

export const Parked = v.object({
  source: Text,
  webhook: Text,
  received_at: Time,
  waits_for: v.array(Text),
  types: v.array(Text),
});
