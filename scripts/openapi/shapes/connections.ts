/** Shapes of what the shop is connected with, of its settings and of what its people did. */
import * as v from "valibot";
import { CHATS } from "../../../src/messages/chat.ts";
import { CONNECTED_NAMES } from "../../../src/flow/ways/connect_way.ts";
import { MESSAGE_KINDS } from "../../../src/messages/message.ts";
import { about, MaybeText, MaybeTime, Text, Time, Yes } from "./value.ts";

const WebhookCounts = v.object({
  taken: v.number(),
  /** Known already: the sender repeated it. */
  repeated: v.number(),
  /** Signed with no secret that is live. */
  refused: v.number(),
  /** Kept as a dead letter. */
  dead: v.number(),
});

export const Sender = v.object({
  source: v.string(),
  state: v.picklist(["well", "silent", "unread", "waits"]),
  /** Where it posts to. */
  address: v.nullable(v.string()),
  last_at: v.nullable(v.string()),
  /** What its last webhook was about. */
  topic: v.nullable(v.string()),
  longest_silence_s: v.nullable(v.number()),
  /** Dead letters. */
  unread: v.number(),
  last_24_hours: about(
    WebhookCounts,
    "Gathered in memory and written every ten minutes or fifty webhooks: the least that came",
  ),
  last_7_days: WebhookCounts,
  live_secrets: v.number(),
  newest_verified_at: v.nullable(v.string()),
  older_verified_at: v.nullable(v.string()),
});

export const ConnectedWay = v.object({
  way: v.picklist(CONNECTED_NAMES),
  label: v.string(),
  account: v.picklist(["own", "shared", "none"]),
  is_offered: v.boolean(),
  hook_url: v.string(),
  fields: v.array(v.object({
    name: v.string(),
    label: v.string(),
    is_secret: v.boolean(),
    is_set: v.boolean(),
    value: v.nullable(v.string()),
  })),
  steps: v.array(v.string()),
});

export const Chat = v.object({
  chat: v.picklist(CHATS),
  told_at: MaybeTime,
  failed_at: MaybeTime,
  reason: MaybeText,
});

export const Act = v.looseObject({
  id: Text,
  at: Time,
  person: about(Text, "A colleague's name, the `author` of a request, or the program"),
  way: v.picklist(["desk", "api", "slack", "mail"]),
  act: Text,
  order: MaybeText,
  case: MaybeText,
});

const MailSettings = v.object({
  shadow: Yes,
  kinds: v.array(
    v.looseObject({ kind: v.picklist(MESSAGE_KINDS), name: Text, state: Text, copies: v.array(Text) }),
  ),
});

export const Settings = v.object({
  settings: about(v.looseObject({}), "As docs/settings.md lists them"),
  mails: MailSettings,
});

export const SettingsChanged = v.object({ changed: Yes, mails: MailSettings });
