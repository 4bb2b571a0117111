/** Shows and changes which mails a shop sends. Each form changes one part of its settings, checked as a whole. */
import type { Context } from "hono";
import { Hono } from "hono";
import * as v from "valibot";
import { SettingsPage, type SettingsView } from "../../../templates/admin/settings.tsx";
import type { FrameView } from "../../../templates/admin/view.ts";
import { w, wordFor } from "../../../templates/admin/words.ts";
import { connectChat, disconnectChat, isByWebhook } from "../../flow/desk/notices.ts";
import {
  connectSlackApp,
  disconnectSlackApp,
  slackAppOf,
  slackEventsUrl,
} from "../../flow/desk/slack_app.ts";
import { CHATS } from "../../messages/chat.ts";
import { type NoticeService, selectNoticeServices } from "../../sql/notices.ts";
import { problemPage } from "../error_page.tsx";
import { readFiguresByDay } from "../../flow/clock/read_figures.ts";
import { changeSettings, type GivenSettings, readSettings } from "../../flow/settings/change_settings.ts";
import { MAIL_GROUPS } from "../../messages/message.ts";
import {
  KIND_STATES,
  type KindState,
  type MailSettings,
  type OrderRule,
  stateOf,
  SWITCHABLE_KINDS,
  type SwitchableKind,
} from "../../orders/mail_settings.ts";
import { ShopSettings } from "../../orders/shop.ts";
import { KINDS_COUNTED_MAX, selectShadowedCounts, type ShadowedCount } from "../../sql/desk.ts";
import { CUSTOMER_KINDS } from "../../values/schemas.ts";
import { field } from "../forms/form.ts";
import { noteAct } from "./desk_act.ts";
import { deskToken, openForm, stale } from "./desk_form.tsx";
import { countText, frameOf, homeOf, momentView, upTo } from "./desk_view.ts";
import type { Desk, DeskHono } from "./desk_env.ts";
import { ruleText } from "./rule_words.ts";

/** Days that the figures beside the kinds cover. */
const DAYS = 7;
/** The page shows nothing of what is owed. */
const OWED_COUNTED = 0;
const DAY_MS = 86_400_000;
const NOTES = { saved: "good" } as const;

type Given = Readonly<Record<string, unknown>>;

export const settingsPages = new Hono<DeskHono>();

settingsPages.get("/", (context) => show(context, null));

settingsPages.post(
  "/shadow",
  (context) =>
    change(context, "shadow", (mails, form) => ({ ...mails, shadow: field(form, "shadow", 10) === "on" })),
);

settingsPages.post("/kinds", (context) =>
  change(context, "kinds", (mails, form, { mails: known }) => {
    const kinds = SWITCHABLE_KINDS.flatMap((kind) => {
      const state = KIND_STATES.find((one) => one === field(form, kind, 10)) ?? ownState(known, kind);
      return state === "on" ? [] : [[kind, state] as const];
    });
    return { ...mails, kinds: Object.fromEntries(kinds) };
  }));

settingsPages.post(
  "/copies/add",
  (context) =>
    change(context, "copies", (mails, form, { mails: { copies } }) => {
      const kind = field(form, "kind", 60);
      const before = (copies as Readonly<Record<string, readonly string[]>>)[kind] ?? [];
      return {
        ...mails,
        copies: { ...copies, [kind]: [...new Set([...before, field(form, "email", 300)])] },
      };
    }),
);

settingsPages.post(
  "/copies/remove",
  (context) =>
    change(context, "copies", (mails, form, { mails: { copies } }) => {
      const [kind, email] = [field(form, "kind", 60), field(form, "email", 300)];
      const left = Object.entries(copies).map(([of, emails]) =>
        [of, of === kind ? emails.filter((one) => one !== email) : emails] as const
      );
      return { ...mails, copies: Object.fromEntries(left.filter(([, emails]) => emails.length > 0)) };
    }),
);

settingsPages.post(
  "/orders/add",
  (context) =>
    change(context, "orders", (mails, form, { mails: { not_owed } }) => {
      const customer = field(form, "customers", 20);
      const rule = {
        ...listOf("channels", field(form, "channels", 1_000)),
        ...listOf("tags", field(form, "tags", 1_000)),
        ...(customer === "" ? {} : { customers: [customer] }),
      };
      // A second press adds nothing.
      const is_known = not_owed.some((one) => JSON.stringify(one) === JSON.stringify(rule));
      return is_known ? mails : { ...mails, not_owed: [...not_owed, rule] };
    }),
);

/** A rule is known by its place and its words: after another person's change, the place alone may be another rule's. */
settingsPages.post(
  "/orders/remove",
  (context) =>
    change(context, "orders", (mails, form, { mails: { not_owed } }) => {
      const [at, says] = [Number(field(form, "rule", 5)), field(form, "says", 5_000)];
      return {
        ...mails,
        not_owed: not_owed.filter((rule, index) => index !== at || sentenceOf(rule) !== says),
      };
    }),
);

settingsPages.post("/marketplaces", (context) =>
  change(
    context,
    "marketplaces",
    (mails, form) => ({ ...mails, sub_orders: field(form, "sub_orders", 5) === "on" }),
    (settings, form) => ({ ...settings, marketplace_relays: field(form, "relays", 5) === "on" }),
  ));

settingsPages.post("/chat", async (context) => {
  const opened = await openForm(context, "settings");
  if (opened === null) return stale(context);
  const { desk } = context.var;
  const chat = CHATS.find((one) => one === field(opened.form, "chat", 10));
  if (chat === undefined) return problemPage(context, 404);
  const url = field(opened.form, "url", 1_000);
  if (url === "") await disconnectChat(desk.ports, desk.shop, chat);
  else if (!await connectChat(desk.ports, desk.shop, { chat, url }, desk.now_ms)) {
    return await show(context, w(`settings.chat_fault_${chat}`));
  }
  await noteAct(desk, opened.id, url === "" ? "chat.disconnect" : "chat.connect", {
    detail: { about: chat },
  });
  return context.redirect(`${homeOf(desk)}/settings?note=saved#chat`, 303);
});

settingsPages.post("/slack", async (context) => {
  const opened = await openForm(context, "settings");
  if (opened === null) return stale(context);
  const { desk } = context.var;
  const app = {
    bot_token: field(opened.form, "bot_token", 300),
    signing_secret: field(opened.form, "signing_secret", 300),
    channel: field(opened.form, "channel", 300),
  };
  const ends = app.bot_token === "";
  if (ends) await disconnectSlackApp(desk.ports, desk.shop);
  else {
    const connected = await connectSlackApp(desk.ports, desk.shop, app, desk.now_ms);
    if (!connected.ok) {
      return await show(
        context,
        connected.reason === "form"
          ? w(`settings.slack_fault_${connected.field}`)
          : w("settings.slack_fault", { reason: connected.said }),
      );
    }
  }
  await noteAct(desk, opened.id, ends ? "chat.disconnect" : "chat.connect", {
    detail: { about: "slack app" },
  });
  return context.redirect(`${homeOf(desk)}/settings?note=saved#slack`, 303);
});

/** Changes `mails` of the settings, and with `whole` the rest of them. What is refused is shown with its reason. */
async function change(
  context: Context<DeskHono>,
  part: string,
  mailsAfter: (mails: Given, form: FormData, known: ShopSettings) => Given,
  whole: (settings: GivenSettings, form: FormData) => GivenSettings = (settings) => settings,
): Promise<Response> {
  const opened = await openForm(context, "settings");
  if (opened === null) return stale(context);
  const { ports, shop } = context.var.desk;
  const result = await changeSettings(ports, shop.id, (settings) => {
    const known = v.parse(ShopSettings, settings);
    const mails = mailsAfter((settings["mails"] ?? {}) as Given, opened.form, known);
    return whole({ ...settings, mails }, opened.form);
  });
  if (result.ok) {
    const { changes } = result;
    if (changes.length > 0) {
      await noteAct(context.var.desk, opened.id, "settings.changed", { detail: { changes } });
    }
    return context.redirect(`${homeOf(context.var.desk)}/settings?note=saved#${part}`, 303);
  }
  return await show(
    context,
    result.reason === "changed_meanwhile"
      ? w("settings.fault_meanwhile")
      : w("settings.fault", { field: result.fault.field, rule: ruleText(result.fault.rule) }),
  );
}

async function show(context: Context<DeskHono>, fault: string | null): Promise<Response> {
  const { desk } = context.var;
  const { ports, shop, now_ms } = desk;
  const [text, counted, figures, told] = await Promise.all([
    readSettings(ports.directory, shop.id),
    selectShadowedCounts(ports.db, shop.id, now_ms - DAYS * DAY_MS).all<ShadowedCount>(),
    readFiguresByDay(ports.db, shop, DAYS, now_ms, OWED_COUNTED),
    selectNoticeServices(ports.db, shop.id).all<NoticeService>(),
  ]);
  const settings = v.parse(ShopSettings, JSON.parse(text));
  const kept = new Map(counted.results.map(({ kind, count }) => [kind, count]));
  const sent = new Map(figures.figures.kinds.map((one): [string, number] => [one.kind, one.sent]));
  const frame = await frameOf(desk, "settings", { note: noteOf(context) });
  const view = {
    ...await viewOf(desk, settings, frame, { kept, sent }, fault),
    chats: await chatsView(desk, told.results),
    slack: {
      is_on: slackAppOf(desk.shop) !== null,
      events_url: slackEventsUrl(desk.ports, desk.shop),
      form: { action: `${homeOf(desk)}/settings/slack`, token: await deskToken(desk, "settings") },
    },
  };
  return await context.html(<SettingsPage view={view} />, fault === null ? 200 : 422);
}

interface Counts {
  /** By kind: what shadow mode kept back, and what was sent, in these days. */
  readonly kept: ReadonlyMap<string, number>;
  readonly sent: ReadonlyMap<string, number>;
}

async function viewOf(
  desk: Desk,
  { mails, marketplace_relays }: ShopSettings,
  frame: FrameView,
  { kept, sent }: Counts,
  fault: string | null,
): Promise<Omit<SettingsView, "chats" | "slack">> {
  const token = await deskToken(desk, "settings");
  const form = (path: string) => ({ action: `${homeOf(desk)}/settings/${path}`, token });
  const all = [...kept.values()].reduce((sum, count) => sum + count, 0);
  const states = SWITCHABLE_KINDS.map((kind) => stateOf(mails, kind));
  const count = (state: KindState) => states.filter((one) => one === state).length;
  return {
    frame,
    fault,
    shadow: {
      is_on: mails.shadow,
      kept: all === 0 ? null : {
        href: `${homeOf(desk)}/mails?state=shadowed`,
        label: w("settings.shadow_kept", { count: upTo(all, KINDS_COUNTED_MAX), days: DAYS }),
      },
      form: form("shadow"),
    },
    kinds: {
      summary: w("settings.kinds_summary", {
        on: countText(count("on")),
        off: countText(count("off")),
        shadow: countText(count("shadow")),
      }),
      groups: MAIL_GROUPS.map(({ name, kinds }) => ({
        title: w(`settings.group_${name}`),
        kinds: SWITCHABLE_KINDS.filter((kind) => (kinds as readonly string[]).includes(kind)).map((kind) => ({
          kind,
          name: w(`message.${kind}`),
          when: w(`when.${kind}`),
          state: ownState(mails, kind),
          figure: figureOf(kept.get(kind) ?? 0, sent.get(kind) ?? 0),
        })),
      })),
      form: form("kinds"),
    },
    copies: {
      lines: Object.entries(mails.copies).flatMap(([kind, emails]) =>
        emails.map((email) => ({ kind, name: wordFor("message", kind), email }))
      ),
      kinds: SWITCHABLE_KINDS.map((kind) => ({ kind, name: w(`message.${kind}`) })),
      add: form("copies/add"),
      remove: form("copies/remove"),
    },
    rules: {
      lines: mails.not_owed.map(sentenceOf),
      customers: CUSTOMER_KINDS.map((name) => ({ name, label: w(`settings.customer_${name}`) })),
      add: form("orders/add"),
      remove: form("orders/remove"),
    },
    marketplaces: { sub_orders: mails.sub_orders, relays: marketplace_relays, form: form("marketplaces") },
  };
}

async function chatsView(desk: Desk, told: readonly NoticeService[]): Promise<SettingsView["chats"]> {
  const { alerts_email, support_email } = desk.shop.settings;
  return {
    mail: alerts_email ?? support_email,
    form: { action: `${homeOf(desk)}/settings/chat`, token: await deskToken(desk, "settings") },
    chats: CHATS.map((chat) => {
      const last = told.find(({ service }) => service === chat);
      const is_on = isByWebhook(desk.shop, chat);
      return {
        chat,
        name: w(`settings.chat_${chat}`),
        is_on,
        told: !is_on || last === undefined
          ? null
          : last.reason !== null && last.failed_at !== null
          ? w("settings.chat_failed", { reason: last.reason, time: momentView(desk, last.failed_at).text })
          : last.told_at === null
          ? null
          : w("settings.chat_told", { time: momentView(desk, last.told_at).text }),
        is_failing: last !== undefined && last.reason !== null,
      };
    }),
  };
}

/** The state that a kind has by itself, whatever shadow mode of the whole shop makes of it. */
function ownState(mails: MailSettings, kind: SwitchableKind): KindState {
  return stateOf({ ...mails, shadow: false }, kind);
}

function figureOf(kept: number, sent: number): string {
  return [
    ...(sent === 0 ? [] : [w("settings.sent", { count: countText(sent), days: DAYS })]),
    ...(kept === 0 ? [] : [w("settings.would_have_gone", { count: countText(kept) })]),
  ].join(" · ");
}

function sentenceOf({ channels, tags, customers, kinds }: OrderRule): string {
  const either = (list: readonly string[]) => list.join(` ${w("settings.or")} `);
  const conditions = [
    ...(channels === undefined ? [] : [w("settings.rule_channels", { channels: either(channels) })]),
    ...(tags === undefined ? [] : [w("settings.rule_tags", { tags: either(tags) })]),
    ...(customers === undefined ? [] : [
      w("settings.rule_customers", {
        customers: either(customers.map((name) => wordFor("settings", `customer_${name}`))),
      }),
    ]),
  ];
  return w(kinds === undefined ? "settings.rule_all" : "settings.rule_kinds", {
    orders: conditions.join(", "),
    kinds: (kinds ?? []).map((kind) => wordFor("message", kind)).join(", "),
  });
}

/** Returns the list under `name`; none where the field was left empty. */
function listOf(name: string, text: string): Given {
  const parts = text.split(",").map((part) => part.trim()).filter((part) => part !== "");
  return parts.length === 0 ? {} : { [name]: parts };
}

function noteOf(context: Context<DeskHono>): FrameView["note"] {
  return Object.hasOwn(NOTES, context.req.query("note") ?? "")
    ? { tone: "good", text: w("settings.saved") }
    : null;
}
