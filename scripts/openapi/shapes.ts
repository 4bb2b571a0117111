/** The shapes of the API's answers, by the names that the OpenAPI document has for them. Descriptions stand where a name does not say it. */
import { FAMILIES } from "../../src/figures/family.ts";
import { RETURN_STEPS } from "../../src/orders/return_progress.ts";
import * as v from "valibot";
import { CASE_KINDS } from "../../src/cases/case.ts";
import { TRIAL_STATES } from "../../src/sql/trials.ts";
import { CHATS } from "../../src/messages/chat.ts";
import { CONNECTED_NAMES } from "../../src/flow/ways/connect_way.ts";
import { WAYS } from "../../src/messages/ways.ts";
import { VARIABLE_TYPES } from "../../src/messages/own_template.ts";
import { MESSAGE_KINDS } from "../../src/messages/message.ts";
import { PROBLEMS } from "../../src/doors/api/problem.ts";
import { REMEDIES } from "../../src/orders/event.ts";
import { ROLES } from "../../src/values/role.ts";
import { SCOPES } from "../../src/values/scope.ts";

/** A value with a sentence about it. */
export function about<S extends v.GenericSchema>(schema: S, description: string) {
  return v.pipe(schema, v.description(description));
}

const Time = about(v.pipe(v.string(), v.isoTimestamp()), "RFC 3339, in UTC");
const MaybeTime = v.nullable(Time);
const Text = v.string();
const MaybeText = v.nullable(v.string());
const Count = v.pipe(v.number(), v.integer(), v.minValue(0));
const Yes = v.boolean();

/** Of a list: the place where its next page begins. */
export const After = about(
  v.nullable(v.string()),
  "Given back as `after` it begins the next page; null is the end",
);

export function page(name: string, item: v.GenericSchema) {
  return v.object({ [name]: v.array(item), after: After });
}

export const Problem = about(
  v.looseObject({
    type: about(v.string(), "A link to what kind of problem it is"),
    title: Text,
    status: v.pipe(v.number(), v.integer()),
    detail: Text,
    field: about(v.optional(Text), "The field that breaks a rule"),
    rule: about(v.optional(Text), "The rule, as a clause"),
    got: about(v.optional(Text), "The shape of what stood there, never the value"),
    needed: about(v.optional(v.picklist(SCOPES)), "The scope that the token lacks"),
    error: about(v.picklist(Object.keys(PROBLEMS) as (keyof typeof PROBLEMS)[]), "The kind in a word"),
    message: about(Text, "The same as `detail`"),
  }),
  "RFC 9457",
);

const Share = v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1)));

const TrustedRate = v.object({
  count: Count,
  mails: Count,
  level: about(
    v.picklist(["unknown", "few", "good", "warn", "bad"]),
    "`few`: one more or less would change it too much",
  ),
  value: Share,
  from: about(Share, "Of the interval of 95 % (Wilson)"),
  to: Share,
});
const Rates = { mails: Count, complaints: TrustedRate, bounces: TrustedRate };
const NamedRates = v.object({ name: about(Text, "`other` holds what is rare"), ...Rates });

export const DmarcSource = v.object({
  from: about(Text, "The domain in From"),
  signed_by: MaybeText,
  return_path: MaybeText,
  mails: Count,
  dkim: about(Count, "Aligned and passed"),
  spf: Count,
  passed: about(Count, "By either"),
  quarantined: Count,
  rejected: Count,
  ips: about(v.array(Text), "Some of its servers"),
});

export const Deliverability = v.object({
  days: Count,
  counted: about(Yes, "Whether `figures` is on"),
  rates: v.object({ whole: v.object(Rates), domains: v.array(NamedRates), channels: v.array(NamedRates) }),
  channels: v.array(
    v.object({
      channel: Text,
      state: v.picklist(["open", "failing", "resting"]),
      reason: MaybeText,
      resting_until: MaybeTime,
      sent_today: about(Count, "Where a quota or warm-up counts it"),
      most_today: v.nullable(Count),
    }),
  ),
  warm_up: v.nullable(v.object({ sent_today: Count, most_today: Count })),
  dmarc: v.object({
    address: about(MaybeText, "For `rua`; null without `reply_domain`"),
    weeks: Count,
    mails: Count,
    passed: Count,
    sources: v.array(DmarcSource),
    reporters: about(
      v.array(v.object({ domain: Text, reports: Count, mails: Count, last_at: Time })),
      "By the domain that signed the report's mail",
    ),
  }),
  suppressions: v.object({ count: Count, up_to: Count }),
  warnings: v.array(
    v.object({
      topic: v.picklist(["complaints", "bounces", "quota", "warm_up", "resting", "dmarc_fails"]),
      level: v.picklist(["warn", "bad"]),
      name: about(MaybeText, "A mailbox provider, channel or source; null for all mails"),
      count: Count,
      of: Count,
    }),
  ),
});

export const CheckedDomain = v.object({
  domain: Text,
  channels: v.array(
    v.object({
      channel: Text,
      findings: v.array(
        v.object({
          part: Text,
          level: v.picklist(["ok", "warning", "error", "unknown"]),
          message: Text,
        }),
      ),
      records: v.array(
        v.object({ name: Text, type: v.picklist(["TXT", "MX", "CNAME"]), value: Text, set: v.nullable(Yes) }),
      ),
      unasked: about(Count, "Questions that are left out as the records nest too deep"),
    }),
  ),
});

export const Mail = v.object({
  key: about(Text, "Its order's key, kind and what it is about"),
  kind: v.picklist(MESSAGE_KINDS),
  state: about(
    v.picklist([
      "owed",
      "queued",
      "sending",
      "sent",
      "delivered",
      "bounced",
      "complained",
      "suppressed",
      "failed",
      "unknown",
      "shadowed",
    ]),
    "`owed`: due at `due_at`; `queued`: due; `sent`: a channel accepted it; `unknown`: a channel may have it; `shadowed`: shadow mode kept it back",
  ),
  reason: about(MaybeText, "Of a suppressed or failed one"),
  attempts: Count,
  channel: MaybeText,
  owed_at: Time,
  due_at: MaybeTime,
  sending_at: MaybeTime,
  sent_at: MaybeTime,
  unknown_at: MaybeTime,
  closed_at: MaybeTime,
  delivered_at: MaybeTime,
  bounced_at: MaybeTime,
  complained_at: MaybeTime,
  opened_at: about(MaybeTime, "Mail programs open mails by themselves: it says little"),
  clicked_at: MaybeTime,
});

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
export const TemplateShown = v.object({
  subject: Text,
  text: Text,
  html: Text,
  short: about(MaybeText, "What goes by the short ways"),
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

const template_field = {
  name: Text,
  type: v.picklist(VARIABLE_TYPES),
  optional: about(Yes, "It may be missing"),
};
export const TemplateVariable = v.object({
  ...template_field,
  example: about(v.optional(v.unknown()), "What previews and tests show"),
  fields: about(v.optional(v.array(v.object(template_field))), "What an entry of a list has"),
});
export const Template = v.object({
  title: Text,
  lane: v.picklist(["now", "later"]),
  variables: v.array(TemplateVariable),
  texts: about(
    v.record(
      Text,
      v.object({
        subject: Text,
        markdown: v.optional(Text),
        html: v.optional(Text),
        text: v.optional(Text),
        short: v.optional(Text),
      }),
    ),
    "By language",
  ),
});

const case_fields = {
  id: Text,
  kind: v.picklist(CASE_KINDS),
  topic: Text,
  state: v.picklist(["open", "solved", "merged"]),
  next: about(
    v.picklist(["shop", "customer", "later", "nobody"]),
    "Who acts, `shop` and `later` until `due_at`",
  ),
  due_at: MaybeTime,
  opened_at: Time,
  changed_at: Time,
  answered_at: MaybeTime,
  order: MaybeText,
  proven: about(Yes, "Whether the sender's own domain signed the mail"),
  customer: v.nullable(v.object({ email: Text, name: MaybeText })),
  assignee: MaybeText,
  tags: v.array(Text),
};
export const Case = v.looseObject(case_fields);

const CaseRequest = v.object({
  about: Text,
  remedy: v.nullable(v.picklist(REMEDIES)),
  until: MaybeText,
  state: v.picklist(["open", "granted", "declined"]),
  decided_at: MaybeText,
  reason: MaybeText,
});
export const CaseEntry = v.looseObject({
  id: Text,
  at: Time,
  type: v.picklist(["message", "note", "act"]),
  author: v.picklist(["customer", "shop", "waybill"]),
  person: MaybeText,
  message: Text,
  from: MaybeText,
  proven_by: MaybeText,
  act: MaybeText,
  files: v.array(v.looseObject({ name: MaybeText, type: Text, size: Count })),
  message_id: MaybeText,
});
const Refund = about(
  v.object({
    currency: Text,
    lines: v.array(v.object({ line_id: Text, quantity: Count, amount_minor: v.number() })),
    shares_minor: about(v.number(), "Their share of the order's discounts, negative, and of taxes on top"),
    total_minor: v.number(),
    is_paid: about(Yes, "False where nothing was paid yet, so that nothing goes back"),
  }),
  "What goes back for it by the order's account: never more than was paid and has not gone back; what is exchanged is no part of it",
);
export const WholeCase = v.looseObject({
  ...case_fields,
  order_number: MaybeText,
  request: about(v.nullable(CaseRequest), "What the customer asks for"),
  returns: about(
    v.array(v.object({ return: Text, status: Text, refund: Refund })),
    "Of the order, where the case is about a return",
  ),
  entries: v.array(CaseEntry),
});

const order_fields = {
  order: about(Text, "Its key: shop, source and id"),
  number: Text,
  placed_at: Text,
  customer: v.object({ name: MaybeText, email: MaybeText }),
  currency: Text,
  total_minor: v.number(),
  open_minor: v.nullable(v.number()),
  payment: MaybeText,
  cancelled: Yes,
  lines: v.array(v.object({ line: Text, title: Text, sku: MaybeText, quantity: v.number() })),
  shipments: v.array(v.object({ shipment: Text, status: Text })),
  returns: v.array(v.object({ return: Text, status: Text })),
};
export const Order = v.looseObject(order_fields);
export const OrderWithCases = v.looseObject({ ...order_fields, cases: v.array(Text) });

export const Return = v.looseObject({
  order: Text,
  number: Text,
  return: Text,
  status: Text,
  at: Text,
  lines: v.array(v.looseObject({})),
  reason: MaybeText,
  send_by: MaybeText,
  label_url: MaybeText,
  qr_url: MaybeText,
  label_until: MaybeText,
  tracking_number: MaybeText,
  drop_off: MaybeText,
  refund: Refund,
  progress: v.picklist(RETURN_STEPS),
});

export const ConversationMessage = v.object({
  conversation: Text,
  topic: Text,
  state: v.picklist(["open", "closed"]),
  author: v.picklist(["customer", "shop"]),
  at: Time,
  message: Text,
});

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

export const Suppression = v.object({
  email: about(Text, "A mail address, or a number in E.164 that wants no texts"),
  class: about(v.picklist(["all", "progress", "care"]), "`progress`: news of the parcel and care"),
  reason: v.picklist(["bounced", "complained", "unsubscribed", "blocked"]),
  until: about(MaybeTime, "Null: for ever"),
  at: Time,
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

const KindFigures = v.object({
  kind: v.picklist(MESSAGE_KINDS),
  sent: Count,
  delivered: Count,
  bounced: Count,
  complained: Count,
  failed: Count,
  unknown: about(Count, "Nobody knows whether they arrived, and nothing more is tried"),
  repeated: about(Count, "Sent although an earlier attempt may have arrived"),
  seconds: about(
    v.nullable(v.object({ mails: Count, p50: v.number(), p95: v.number() })),
    "From owed to accepted by a channel, at most a fifth too high",
  ),
  owed: about(Count, "Owed now, and with no channel"),
  oldest_owed_s: v.nullable(v.number()),
});
export const Figures = v.object({
  from: Text,
  counted: about(Yes, "Whether sent mails are counted: `figures` or `digest` of the settings"),
  kinds: v.array(KindFigures),
  unread: v.array(v.object({ source: Text, unread: Count, webhooks: Count, is_capped: Yes })),
  refusals: v.array(v.looseObject({ source: Text, field: Text, rule: Text, count: Count })),
});

const BoundedShare = v.nullable(
  v.object({ cases: Count, of: Count, value: v.number(), from: v.number(), to: v.number() }),
);
const Rating = v.object({ count: Count, value: v.number(), margin: v.number() });
const MaybeNumber = v.nullable(v.number());
const Period = v.object({
  from: about(Text, "Its first day, or a month"),
  sent: Count,
  delivered: Count,
  bounced: Count,
  complained: Count,
  clicked: BoundedShare,
  kept: about(BoundedShare, "Orders whose last goods arrived by the day that was told"),
  questions: about(MaybeNumber, "For each 1,000 mails"),
  answered_minutes: about(MaybeNumber, "Working minutes until a person answered first, of one half"),
  answered_minutes_95: MaybeNumber,
  solved_hours: about(MaybeNumber, "From a question to its solution, of one half"),
  alone: about(BoundedShare, "Questions that were solved without a person"),
  stars: v.nullable(Rating),
  nps: about(v.nullable(Rating), "Net promoter score, -100 to 100"),
  ordered: Count,
  returned: Count,
});
const Measured = v.object({
  before: BoundedShare,
  after: BoundedShare,
  verdict: about(
    v.picklist(["better", "worse", "unsure"]),
    "Of a sequential test: it may be read at any time",
  ),
  needed: about(
    MaybeNumber,
    "Mails until a rate half as high again, or half as low, would show; null for never",
  ),
});
const Group = v.object({ name: Text, cases: Count, share: BoundedShare });
export const Year = v.object({
  from: Text,
  until: Text,
  counted: about(Yes, "The setting `figures`"),
  whole: Period,
  periods: v.array(Period),
  carriers: v.array(Group),
  origins: about(v.array(Group), "By who gave the date: `stated`, `learnt`, `rule`"),
  countries: v.array(v.object({ name: Text, ordered: Count, kept: BoundedShare })),
  routes: v.array(
    v.object({
      channel: Text,
      domain: Text,
      sent: Count,
      delivered: BoundedShare,
      bounced: BoundedShare,
      complained: BoundedShare,
    }),
  ),
  skus: v.array(v.object({ name: Text, sold: Count, returned: BoundedShare, reason: Text })),
  ratings: v.array(v.object({ ...Rating.entries, about: Text })),
  kinds: v.array(
    v.object({
      kind: Text,
      sent: Count,
      bounced: BoundedShare,
      clicked: BoundedShare,
      opened: BoundedShare,
      p50: MaybeNumber,
      p95: MaybeNumber,
      p99: MaybeNumber,
      questions: MaybeNumber,
    }),
  ),
  reasons: v.array(Group),
  topics: v.array(Group),
  learnt: v.array(
    v.object({
      carrier: about(Text, "Empty for all carriers"),
      service: Text,
      country: Text,
      days_min: Count,
      days_max: Count,
      since: Text,
      cases: Count,
      kept: BoundedShare,
    }),
  ),
  versions: about(
    v.array(
      v.object({
        kind: Text,
        locale: Text,
        day: Text,
        person: Text,
        questions: Measured,
        clicks: Measured,
        days_needed: MaybeNumber,
      }),
    ),
    "What the last 20 changed texts brought, oldest first",
  ),
  days_needed: about(
    v.array(v.object({ kind: Text, days: MaybeNumber })),
    "Days that a change of a kind's text would take to show",
  ),
});
const Side = v.object({ of: Count, value: about(MaybeNumber, "A share, or the mean of the stars") });
const Compared = v.object({
  usual: Side,
  tried: Side,
  better: about(Count, "Pairs of orders in which the tried version did better"),
  worse: Count,
  verdict: v.picklist(["better", "worse", "unsure"]),
});
export const Trial = v.object({
  trial: Text,
  kind: Text,
  state: about(v.picklist(TRIAL_STATES), "`worse`: stopped by the guard; `over`: its days are over"),
  started_at: Time,
  counts_from: about(Time, "Mails of a changed day count once none is left that was planned before"),
  ends_at: Time,
  ended_at: MaybeTime,
  person: Text,
  difference: v.number(),
  outlook: about(
    v.object({ mails_a_day: v.number(), questions: MaybeNumber, clicks: MaybeNumber }),
    "As it was said before the start",
  ),
  texts: v.optional(v.record(v.string(), v.record(v.string(), v.string()))),
  days: v.optional(v.union([v.number(), v.array(v.number())])),
  measures: v.object({ questions: Compared, clicks: Compared, stars: Compared }),
});
const Named = {
  name: about(Text, "The same in each week"),
  family: v.picklist(FAMILIES),
  parts: v.record(v.string(), v.string()),
  cases: Count,
  of: Count,
  usual: v.number(),
  usual_of: Count,
  since: Text,
};
const Done = v.object({ name: Text, words: Text, by: Text, day: Text });
export const Digest = v.object({
  week: about(Text, "Its last day"),
  is_early: about(Yes, "There were too few days to compare"),
  found: v.array(
    v.object({
      ...Named,
      days: Count,
      rate: v.object({ value: v.number(), from: v.number(), to: v.number() }),
      chance: v.number(),
      evidence: v.array(v.object({ part: Text, value: Text, cases: Count })),
    }),
  ),
  followed: v.array(
    v.object({ ...Named, state: v.picklist(["lasts", "over", "usual"]), done: v.array(Done) }),
  ),
  done: v.array(Done),
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

/** `{"done": true}` and its like. */
export function done(name: string) {
  return v.object({ [name]: v.boolean() });
}
