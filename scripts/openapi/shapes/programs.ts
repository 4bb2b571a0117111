/** Shapes of what the shop's programs send and are told, and of their rights. */
import * as v from "valibot";
import { WAYS } from "../../../src/messages/ways.ts";
import { ROLES } from "../../../src/values/role.ts";
import { SCOPES } from "../../../src/values/scope.ts";
import { Mail } from "./mails.ts";
import { about, Count, MaybeText, MaybeTime, Text, Time, Yes } from "./value.ts";

export const Sent = v.object({
  id: about(Text, "By which it is asked for and cancelled"),
  key: about(Text, "Of the ledger, as `mails` and webhooks name it"),
  duplicate: about(Yes, "The same `id` was handed over for this reader before"),
});

export const SandboxMail = v.object({
  subject: about(MaybeText, "Null where no mail goes"),
  text: MaybeText,
  html: MaybeText,
  bytes: Count,
  short: about(v.array(v.object({ way: Text, text: Text })), "What goes by the short ways, in their order"),
});

const WAY_NAMES = Object.keys(WAYS) as readonly (keyof typeof WAYS)[];

export const SentMail = v.looseObject({
  ...Mail.entries,
  id: Text,
  tags: v.array(Text),
  way: about(v.picklist(WAY_NAMES), "By which it went, or is to go"),
  tried: about(
    v.array(v.object({ way: v.picklist(WAY_NAMES), key: Text, state: Text, reason: MaybeText })),
    "The ways before it, which failed",
  ),
});

export const Person = v.object({
  id: Text,
  email: Text,
  name: Text,
  role: v.picklist(ROLES),
  invited_at: Time,
  joined_at: MaybeTime,
});

const token_fields = {
  id: Text,
  name: Text,
  scopes: v.array(v.picklist(SCOPES)),
  made_at: Time,
  expires_at: MaybeTime,
  used_at: about(MaybeTime, "To the hour"),
};

export const Token = v.object(token_fields);

export const NewTokenAnswer = v.object({ ...token_fields, token: about(Text, "Shown this once") });

export const Endpoint = v.object({
  id: Text,
  url: Text,
  types: about(v.array(Text), "Empty: all"),
  state: v.picklist(["on", "off"]),
  reason: about(v.nullable(v.picklist(["by_hand", "gone", "failing"])), "Why it is off: `gone` answered 410"),
  made_at: Time,
  both_until: about(MaybeTime, "Until then the secret before the present one signs too"),
  failing_since: MaybeTime,
  told_at: MaybeTime,
});

export const Delivery = v.object({
  id: about(Text, "The `webhook-id`"),
  type: Text,
  body: about(v.looseObject({}), "What is signed, as it is sent"),
  at: Time,
  due_at: MaybeTime,
  attempts: Count,
  taken_at: MaybeTime,
  tries: v.array(
    v.object({ at: Time, status: about(v.nullable(v.number()), "Null: no answer came"), reason: MaybeText }),
  ),
});
