import { describe, expect, test } from "vitest";
import { IntlMessageFormat } from "intl-messageformat";
import en from "../../templates/admin/locales/en.json";
import { VARIABLE_TYPES } from "../../src/messages/own_template.ts";
import { wordFor } from "../../templates/admin/words.ts";
import { kindName, MAIL_GROUPS, MESSAGE_KINDS, type SuppressionReason } from "../../src/messages/message.ts";
import { CUSTOMER_KINDS } from "../../src/values/schemas.ts";
import { PROGRESS_STATES } from "../../src/mail/view/progress.ts";
import { PROVIDER_EVENTS } from "../../src/mail/view/provider_events.ts";
import { SCOPES } from "../../src/values/scope.ts";

const code = Object.values(
  import.meta.glob([
    "../../src/doors/admin/*",
    "../../src/mail/view/*_words.ts",
    "../../src/mail/view/dispute_report.ts",
    "../../templates/admin/*.{ts,tsx}",
  ], {
    query: "?raw",
    import: "default",
    eager: true,
  }) as Record<string, string>,
).join("\n");

/** Keys that are put together from a value: whole parts, and beside them these. */
const MADE_PARTS = [
  "ordercolumn",
  "grantdoes",
  "trialstate",
  "trialmeasure",
  "returngroup",
  "textcase",
  "figuredomain",
  "when",
  "tab",
  "group",
  "settingstab",
  "settingspart",
  "settingslead",
  "setting",
  "settinghint",
  "settingcolumn",
  "senderspan",
  "sendercount",
  "address",
  "font",
  "paidby",
  "caseway",
  "why",
  "mayask",
  "decides",
  "weekday",
  "cannedname",
  "kind",
  "todo",
  "message",
  "orderlist",
  "feedbacklist",
  "delivery",
  "returnis",
  "queue",
  "list",
  "nocases",
  "caseis",
  "request",
  "remedy",
  "grant",
  "casenote",
  "act",
  "state",
  "reason",
  "progress",
  "class",
  "refused",
  "level",
  "part",
  "meaning",
  "bounce",
  "source",
  "role",
  "audit",
  "rated",
  "family",
  "figurepart",
  "figuretable",
  "figurecolumn",
  "tracking",
  "origin",
  "verdict",
  "fate",
  "event",
];
const MADE: readonly string[] = [
  ...[
    "started",
    "stopped",
    "adopted",
    "gone",
    "meanwhile",
    "not_counted",
    "off",
    "running",
    "volume",
    "invalid",
    "nothing",
  ]
    .map((note) => `trials.note_${note}`),
  "texts.note_no_trial",
  ...["sent", "delivered", "bounced", "complained", "failed", "repeated", "within"].map((counted) =>
    `figure.${counted}`
  ),
  ...["failed", "unknown", "bounced"].flatMap((state) => [`call.${state}`, `mails.meaning_${state}`]),
  "mails.meaning_shadowed",
  ...VARIABLE_TYPES.map((type) => `own.type_${type}`),
  ...["now", "later"].map((lane) => `own.lane_${lane}`),
  ...["well", "silent", "unread", "waits"].map((state) => `senders.state_${state}`),
  ...["kept", "dropped"].map((note) => `senders.${note}`),
  ...["too_many", "not_made_here"].map((fault) => `senders.fault_${fault}`),
  ...["not_now", "refused", "silent", "label_wrong", "asked", "not_asked", "decided"].map((note) =>
    `returns.${note}`
  ),
  ...["shop", "customer"].map((payer) => `returns.paid_by_${payer}`),
  ...["too_large", "too_many_events"].map((reason) => `letter.cause_${reason}`),
  ...["privacy", "refund", "return", "stock", "parcel", "payment", "order", "other"].map((missed) =>
    `letter.missed_${missed}`
  ),
  ...["own", "shared", "none"].map((account) => `channels.way_${account}`),
  ...["on", "off", "shadow"].map((state) => `settings.state_${state}`),
  ...MAIL_GROUPS.map(({ name }) => `settings.group_${name}`),
  ...CUSTOMER_KINDS.map((name) => `settings.customer_${name}`),
  ...["corrected", "dismissed", "gone"].map((note) => `unreachable.${note}`),
  ...["complaints", "bounces"].flatMap((rate) => [
    `rate.${rate}`,
    `improve.${rate}`,
    ...["good", "warn", "bad"].map((level) => `rate.${rate}_${level}`),
  ]),
  ...["not_counted", "no_reports", "one_channel"].map((topic) => `improve.${topic}`),
  ...["delivered", "bounced", "complained"].map((event) => `time.${event}`),
  ...["open", "closed", "answered", "resolved", "gone", "empty", "corrected", "not_corrected", "listed"].map((
    stated,
  ) => `talk.${stated}`),
  ...[
    ...["sent", "delivered", "bounced", "complained", "kept", "questions", "answered", "ordered", "returned"],
    ...["clicked", "opened", "p50", "p95", "p99", "is_lasts", "is_over", "is_usual"],
  ].map((name) => `figures.${name}`),
  ...["held", "released", "hold_empty", "hold_until", "not_held", "no_address"].map((note) => `talk.${note}`),
  ...["at_storefront", "by_hand", "empty", "gone", "asked"].map((note) => `talk.delivery_${note}`),
  ...["live", "same", "back", "test", "no_address", "not_sent", "meanwhile", "gone"].map((note) =>
    `texts.note_${note}`
  ),
  ...[
    "subject_long",
    "subject_cut",
    "button_long",
    "much_longer",
    "loud",
    "capitals",
    "double_blank",
    "long_sentence",
  ]
    .map((advice) => `texts.advice_${advice}`),
  ...[
    "size_phone",
    "size_desktop",
    "ground_light",
    "ground_dark",
    "part_html",
    "part_text",
    "is_own",
    "is_told",
  ].map((
    one,
  ) => `texts.${one}`),
  ...["told", "back", "past", "not_short", "empty"].map((note) => `stock.note_${note}`),
  ...["accepted", "cancel"].map((answer) => `stock.answer_${answer}`),
  ...["invited", "changed", "removed", "fault_known", "fault_full", "may_owner", "may_agent", "may_viewer"]
    .map((
      one,
    ) => `people.${one}`),
  ...SCOPES.flatMap((scope) => [`programs.scope_${scope}`, `programs.may_${scope}`]),
  ...["ended", "hook_done", "hook_owed"].map((note) => `programs.${note}`),
  ...["by_hand", "gone", "failing"].map((reason) => `programs.hook_off_${reason}`),
  ...["bot_token", "signing_secret", "channel"].flatMap((name) => [
    `settings.slack_${name}`,
    `settings.slack_fault_${name}`,
  ]),
  ...["slack", "discord", "teams"].flatMap((
    chat,
  ) => [`settings.chat_${chat}`, `settings.chat_fault_${chat}`]),
  ...["added", "released", "was_off"].map((stated) => `list.${stated}`),
  ...["selectors", "return_path"].map((name) => `domain.${name}`),
  ...["pending", "succeeded", "failed", "released", "disputed", "dispute_won", "dispute_lost"].map((one) =>
    `pack.payment_${one}`
  ),
  ...["shop", "customer"].map((one) => `pack.paid_by_${one}`),
  ...["messages", "words", "events", "files"].map((one) => `pack.left_out_${one}`),
  ...PROVIDER_EVENTS.map((one) => `pack.${one}`),
  ...["number", "tracking", "payment"].map((by) => `waiting.${by}`),
  ...["connected", "state", "stale", "store", "refused", "scopes", "unavailable"].flatMap((outcome) => [
    `connect.${outcome}_title`,
    `connect.${outcome}_lead`,
  ]),
  ...["recorded", "duplicate", "ignored", "kept", "refused", "unavailable", "unknown"].map((done) =>
    `letter.done_${done}`
  ),
];

/** All of them, or it does not compile. */
const REASONS: Readonly<Record<SuppressionReason, true>> = {
  no_address: true,
  relay_address: true,
  order_cancelled: true,
  too_old: true,
  overtaken: true,
  withdrawn: true,
  paused: true,
  expired: true,
  seen_on_page: true,
  with_next: true,
  bounced: true,
  complained: true,
  unsubscribed: true,
  blocked: true,
  no_number: true,
  not_concluded: true,
  by_sms: true,
  switched_off: true,
  by_rule: true,
  sub_order: true,
  in_confirmation: true,
};

describe("the texts of the desk", () => {
  for (const [key, text] of Object.entries(en)) {
    test(`${key} is used and can be read`, () => {
      expect(() => new IntlMessageFormat(text, "en", undefined, { ignoreTag: true })).not.toThrow();
      const is_made = MADE.includes(key) || MADE_PARTS.includes(key.split(".")[0]!);
      expect(is_made || code.includes(`"${key}"`)).toBe(true);
    });
  }

  test("name every kind of message, every reason for which one is not sent and every state of an order", () => {
    for (const reason of Object.keys(REASONS)) expect(wordFor("reason", reason)).not.toBe(reason);
    for (const kind of MESSAGE_KINDS) expect(kindName(kind)).not.toBe(kind);
    for (const state of PROGRESS_STATES) expect(wordFor("progress", state)).not.toBe(state);
    expect(kindName("a_kind_of_before")).toBe("a_kind_of_before");
  });
});
