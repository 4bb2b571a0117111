/** Takes what a shop's own programs hand over into the ledger; cancels it; shows what it would be. */
import type { Mail } from "../../mail/mime/compose.ts";
import { markdownHtml } from "../../mail/format/markdown.ts";
import { ownText } from "../../mail/format/own_text.ts";
import { renderStandalone, standaloneView } from "../../mail/content/standalone.ts";
import { fillTemplate, templateFault } from "../../mail/content/own_template.ts";
import { CODE_TEMPLATES, NOTICE_TEMPLATES } from "../../messages/kinds/program.ts";
import { OWN_PREFIX, type OwnTemplate, type TemplateData } from "../../messages/own_template.ts";
import { keyText, type MessageKey } from "../../messages/message.ts";
import type { NameCustomer } from "../../links/customer_name.ts";
import { canLeaveBy } from "../../channels/table.ts";
import { sentShortText } from "../../mail/content/sent_short.ts";
import { sentShortKind } from "../../messages/short_answer.ts";
import type { ShortWay, Way } from "../../messages/ways.ts";
import { afterQuietHours } from "../../orders/quiet_hours.ts";
import { waysOf } from "../ways/ways_of_shop.ts";
import {
  insertSends,
  type OwedSend,
  selectSendKeys,
  SEND_KINDS,
  type ShortSend,
  withdrawSend,
} from "../../sql/sends.ts";
import { draftStandalone } from "../deliver/draft_standalone.ts";
import { wake } from "../deliver/wake.ts";
import type { DeliverPorts, Shop } from "../ports.ts";
import { liveTemplate } from "./own_templates.ts";
import { sealCode, type SealPorts } from "./sealed_code.ts";

export interface SendPorts extends SealPorts {
  readonly db: D1Database;
  readonly ways: DeliverPorts["ways"];
  readonly public_url: string;
  readonly name_customer: NameCustomer;
  readonly wake_queue: Queue<MessageKey>;
  readonly random: (count: number) => Uint8Array;
}

interface GivenFile {
  readonly name: string;
  readonly type: string;
  readonly base64: string;
}

/** What a program hands over: by a template with its data, or with content of its own. */
export interface GivenSend {
  readonly id?: string | undefined;
  /** With an address or a telephone number at least. */
  readonly to: {
    readonly email?: string | undefined;
    readonly phone?: string | undefined;
    readonly whatsapp?: string | undefined;
    readonly telegram?: string | undefined;
    readonly messenger?: string | undefined;
    readonly instagram?: string | undefined;
    readonly name?: string | undefined;
    readonly locale?: string | undefined;
  };
  /** In their order; by mail, else by text, where it is absent. */
  readonly ways?: readonly Way[] | undefined;
  /** What goes by the short ways. */
  readonly short?: string | undefined;
  readonly at?: string | undefined;
  readonly expires_at?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly attachments?: readonly GivenFile[] | undefined;
  /** One of the built-in ones, or `own:NAME`. */
  readonly template?: string | undefined;
  readonly data?: Readonly<Record<string, unknown>> | undefined;
  readonly subject?: string | undefined;
  readonly html?: string | undefined;
  readonly markdown?: string | undefined;
  readonly text?: string | undefined;
  readonly lane?: "now" | "later" | undefined;
}

/** One that was taken. */
export interface TakenSend {
  /** By which it is asked for and cancelled. */
  readonly id: string;
  readonly key: MessageKey;
  /** The same id was handed over for this reader before: nothing new is owed. */
  readonly duplicate: boolean;
  /** Somebody waits before a screen to type it. */
  readonly is_code: boolean;
}

export interface SendFault {
  /** Its place in the batch. */
  readonly index: number;
  readonly field: string;
  readonly rule: string;
}

/** What was made of it, or what is wrong with one of them. */
export type Taking<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly fault: SendFault };

const ID_BYTES = 12;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const SCHEDULE_MAX_MS = 90 * DAY_MS;
/** How long a mail is true that says nothing of it: what somebody waits for, and what can wait. */
const TRUE_MS = { sent_mail: DAY_MS, sent_notice: 3 * DAY_MS } as const;
/** Characters of one mail in the ledger: a row holds 2,000,000 bytes. */
const FACTS_MAX = 1_500_000;
/** Characters of one statement's mails. */
const STATEMENT_MAX = 1_700_000;

type SendMail = Exclude<OwedSend["mail"], ShortSend>;
type SendKind = OwedSend["mail"]["kind"];
const LETTERS: Readonly<Record<SendKind, string>> = {
  sent_sms: "s",
  sent_whatsapp: "w",
  sent_telegram: "t",
  sent_messenger: "f",
  sent_instagram: "i",
  sent_code: "c",
  sent_mail: "m",
  sent_notice: "n",
};

/** Takes all, or none where one is wrong. Urgent mails that are due are woken; codes are the caller's to send at once. */
export async function acceptSends(
  ports: SendPorts,
  shop: Shop,
  given: readonly GivenSend[],
  now_ms: number,
): Promise<Taking<readonly TakenSend[]>> {
  const owed: Made[] = [];
  const templates = new Map<string, OwnTemplate | null>();
  for (const [index, one] of given.entries()) {
    const made = await owedSend(ports, shop, one, templates, now_ms);
    if ("rule" in made) return { ok: false, fault: { index, ...made } };
    owed.push(made);
  }
  const written = new Set<string>();
  const firsts = new Map(owed.toReversed().map((one) => [readerAndId(one.subject, one.mail.about), one]));
  const results = await ports.db.batch<MessageKey>(
    chunks([...firsts.values()]).map((chunk) => insertSends(ports.db, chunk, now_ms)),
  );
  for (const key of results.flatMap(({ results }) => results)) written.add(keyText(key));
  const isNew = (one: Made) =>
    firsts.get(readerAndId(one.subject, one.mail.about)) === one && written.has(keyText(keyOf(one)));
  const known = await keysBefore(ports.db, owed.filter((one) => !isNew(one)).map(keyOf));
  const taken = owed.map((one): TakenSend => {
    const own = keyOf(one);
    const key = isNew(one) ? own : known(own);
    return { id: publicId(key), key, duplicate: !isNew(one), is_code: one.is_code };
  });
  const urgent = owed.filter((one) =>
    isNew(one) && !one.is_code && one.mail.kind !== "sent_notice" && one.mail.due_at_ms <= now_ms
  );
  await wake(ports.wake_queue, urgent.map(keyOf));
  return { ok: true, value: taken };
}

const readerAndId = (subject: string, about: string) => `${subject}/${about}`;

/** Finds the key under which a message stands already: its own, or that of the way or lane by which it was handed over first. */
async function keysBefore(
  db: D1Database,
  keys: readonly MessageKey[],
): Promise<(key: MessageKey) => MessageKey> {
  if (keys.length === 0) return (key) => key;
  const { results } = await selectSendKeys(db, keys).all<MessageKey>();
  const found = Map.groupBy(results, ({ subject, about }) => readerAndId(subject, about));
  return (key) => {
    const same = found.get(readerAndId(key.subject, key.about)) ?? [];
    return same.find(({ kind }) => kind === key.kind) ?? same[0] ?? key;
  };
}

/** Names the mail of a program without naming its shop. */
export function publicId({ subject, kind, about }: MessageKey): string {
  return `${subject.split("/").at(-1)}.${LETTERS[kind as SendKind]}.${about}`;
}

/** Returns the key that `publicId` names; null where it names none. */
export function keyIn(shop_id: string, id: string): MessageKey | null {
  const [, customer, letter, about] = /^([\w-]{20})\.([a-z])\.([^\s/]{1,64})$/.exec(id) ?? [];
  const kind = SEND_KINDS.find((one) => LETTERS[one] === letter);
  if (customer === undefined || kind === undefined || about === undefined) return null;
  return { subject: `${shop_id}/~customer/${customer}`, kind, about };
}

/** Cancels a mail that has not left. Returns false where it has, or is on its way. */
export async function cancelSend(
  { db }: Pick<SendPorts, "db">,
  key: MessageKey,
  now_ms: number,
): Promise<boolean> {
  return (await withdrawSend(db, key, now_ms).run()).meta.changes > 0;
}

/** What would leave: the mail, null where it goes by short ways alone, and what they say. */
export interface SendPreview {
  readonly mail: Mail | null;
  /** Empty where there is no mail. */
  readonly raw: string;
  readonly short: readonly { readonly way: ShortWay; readonly text: string }[];
}

/** Writes the message as it would leave now, and keeps nothing. */
export async function previewSend(
  ports: DeliverPorts & SendPorts,
  shop: Shop,
  given: GivenSend,
  now_ms: number,
): Promise<Taking<SendPreview>> {
  const made = await owedSend(ports, shop, given, new Map(), now_ms);
  if ("rule" in made) return { ok: false, fault: { index: 0, ...made } };
  const { by_mail, short } = made;
  if (by_mail === null) return { ok: true, value: { mail: null, raw: "", short } };
  const { kind, about, due_at_ms, valid_until_ms, ...facts } = by_mail;
  const claimed = {
    attempts: 1,
    dated_at: due_at_ms,
    facts: JSON.stringify(facts),
    valid_until: valid_until_ms,
    unknown_at: null,
    channel: null,
  };
  const draft = draftStandalone(
    ports,
    { subject: made.subject, about, kind },
    claimed,
    shop.settings,
    now_ms,
  );
  const { content } = await draft.write();
  return { ok: true, value: { mail: content.mail, raw: content.raw, short } };
}

/** Shows the mail that a template comes to, which need not be live. */
export function previewTemplate(
  template: OwnTemplate,
  data: TemplateData,
  locale: string | undefined,
  settings: Shop["settings"],
): Taking<Pick<Mail, "subject" | "html" | "text"> & { readonly short: string | null }> {
  const fault = templateFault(template);
  if (fault !== null) return { ok: false, fault: { index: 0, ...fault } };
  const filled = fillTemplate(template, { data, locale, reader_name: undefined }, settings);
  if (!filled.ok) return { ok: false, fault: { index: 0, ...filled.fault } };
  const { locale: spoken, short = null, ...own } = filled.value;
  const kind = template.lane === "later" ? "sent_notice" : "sent_mail";
  const mail = { to: { email: settings.support_email }, locale: spoken, facts: { own } };
  const view = standaloneView(kind, mail, settings, { action_url: null, code: null });
  return { ok: true, value: { ...renderStandalone(kind, view), short } };
}

function keyOf({ subject, mail: { kind, about } }: OwedSend): MessageKey {
  return { subject, kind, about };
}

type Fault = Pick<SendFault, "field" | "rule">;

/** What is owed first, with what a preview shows of it. */
interface Made extends OwedSend {
  readonly is_code: boolean;
  readonly by_mail: SendMail | null;
  readonly short: SendPreview["short"];
}

async function owedSend(
  ports: SendPorts,
  shop: Shop,
  asked: GivenSend,
  templates: Map<string, OwnTemplate | null>,
  now_ms: number,
): Promise<Made | Fault> {
  const filled = await withOwnTemplate(ports, shop, asked, templates);
  if ("rule" in filled) return filled;
  const { given, own, locale } = filled;
  const { to, tags = [] } = given;
  const kind = kindOf(given);
  const by = waysAsked(ports, shop, given);
  if ("rule" in by) return by;
  const asked_ms = given.at === undefined ? now_ms : Date.parse(given.at);
  // What can wait wakes nobody by a short way.
  const due_at_ms = kind === "sent_notice" && by.short.length > 0
    ? decentHour(shop, Math.max(asked_ms, now_ms))
    : asked_ms;
  if (due_at_ms > now_ms + SCHEDULE_MAX_MS) return { field: "at", rule: "must lie within 90 days" };
  const starts_ms = Math.max(due_at_ms, now_ms);
  const valid_until_ms = kind === "sent_code"
    ? now_ms + Number(given.data?.["minutes"]) * MINUTE_MS
    : given.expires_at === undefined
    ? starts_ms + TRUE_MS[kind]
    : Date.parse(given.expires_at);
  if (valid_until_ms <= starts_ms) {
    return { field: "expires_at", rule: "must lie behind the time at which it is due" };
  }
  const subject = await ports.name_customer(shop.id, to.email ?? to.phone!);
  const about = given.id ?? ports.random(ID_BYTES).toBase64({ alphabet: "base64url" });
  const facts = factsOf(given, own);
  const is_code = "code" in facts;
  const by_mail = by.mail === null ? null : {
    kind,
    about,
    to: { email: by.mail, ...(to.name !== undefined && { name: to.name }) },
    ...(locale !== undefined && { locale }),
    facts: is_code ? { ...facts, code: await sealCode(ports, { subject, kind, about }, facts.code) } : facts,
    due_at_ms,
    valid_until_ms,
  } as SendMail;
  const words = by.short.length === 0 ? "" : given.short ?? own?.short ?? builtInWords(facts, shop, locale);
  if (words === null) {
    return {
      field: "short",
      rule: "must be given where it goes by another way than mail: text of 1 to 1000 characters",
    };
  }
  let mail: OwedSend["mail"] | null = null;
  for (const { way, address } of by.list.toReversed()) {
    if (way === "mail") {
      mail = { ...by_mail!, ...(mail !== null && { instead: insteadOf(mail) }) };
      continue;
    }
    const key = { subject, kind: sentShortKind(way), about } as const;
    mail = {
      kind: key.kind,
      about,
      to: { way, address },
      words: is_code ? await sealCode(ports, key, words) : words,
      is_sealed: is_code,
      by_person: false,
      mail: mail === null ? null : insteadOf(mail),
      due_at_ms,
      valid_until_ms,
    };
  }
  if (mail === null) return { field: "ways", rule: "must name a way" };
  if (JSON.stringify(mail).length > FACTS_MAX) {
    return {
      field: "attachments",
      rule: `must come to <= ${FACTS_MAX} characters with the content, in base64`,
    };
  }
  return {
    subject,
    mail,
    tags: tags.length === 0 ? null : tags.join(" "),
    is_code,
    by_mail,
    short: by.short.map(({ way }) => ({ way, text: words })),
  };
}

/** As the row keeps it that goes in the place of another. */
function insteadOf(
  { kind, about: _, due_at_ms: __, valid_until_ms: ___, ...facts }: OwedSend["mail"],
): ShortSend["mail"] {
  return { kind, facts };
}

interface AskedWays {
  /** All of them, in their order. */
  readonly list: readonly { readonly way: Way; readonly address: string }[];
  readonly short: readonly { readonly way: ShortWay; readonly address: string }[];
  /** Null where no mail goes. */
  readonly mail: string | null;
}

/** The address of each way, in their order. Each must be one that the shop is connected to. */
function waysAsked(ports: SendPorts, shop: Shop, { to, ways }: GivenSend): AskedWays | Fault {
  const asked = ways ?? [to.email === undefined ? "sms" as const : "mail" as const];
  const connected = waysOf(ports, shop);
  const list: { readonly way: Way; readonly address: string }[] = [];
  const short: { readonly way: ShortWay; readonly address: string }[] = [];
  for (const [index, way] of asked.entries()) {
    if (way === "mail") {
      if (to.email === undefined) return { field: "to.email", rule: "must be given for the way mail" };
      list.push({ way, address: to.email });
      continue;
    }
    const address = addressOn(way, to);
    if (address === null) {
      return { field: `to.${way === "sms" ? "phone" : way}`, rule: `must be given for the way ${way}` };
    }
    if (!canLeaveBy(way, connected)) {
      const field = ways === undefined ? "to.email" : `ways.${index}`;
      return { field, rule: `must be a way that the shop is connected to: ${way} is not` };
    }
    list.push({ way, address });
    short.push({ way, address });
  }
  return { list, short, mail: asked.includes("mail") ? to.email! : null };
}

function addressOn(way: ShortWay, to: GivenSend["to"]): string | null {
  if (way === "sms") return to.phone ?? null;
  const own = way === "whatsapp" ? (to.whatsapp ?? to.phone)?.slice(1) : to[way];
  return own === undefined ? null : `${way}:${own}`;
}

function decentHour({ settings }: Shop, at_ms: number): number {
  return afterQuietHours(settings, settings.time_zone, settings.country, at_ms);
}

function builtInWords(
  facts: SendMail["facts"],
  { settings }: Shop,
  locale: string | undefined,
): string | null {
  return sentShortText(facts, settings, locale);
}

interface Filled {
  readonly given: GivenSend;
  /** What the shop's own template came to. */
  readonly own?: Own & { readonly short?: string };
  readonly locale: string | undefined;
}

/** Fills the shop's own template, if it is one that is named. It is tagged by its name, so that the mail can be told by it. */
async function withOwnTemplate(
  ports: Pick<SendPorts, "db">,
  shop: Shop,
  given: GivenSend,
  templates: Map<string, OwnTemplate | null>,
): Promise<Filled | Fault> {
  const { template: named, to, data = {} } = given;
  if (named === undefined || !named.startsWith(OWN_PREFIX)) return { given, locale: to.locale };
  const name = named.slice(OWN_PREFIX.length);
  const template = templates.get(name) ?? await liveTemplate(ports, shop.id, name);
  templates.set(name, template);
  if (template === null) {
    return {
      field: "template",
      rule: "must be built in, or own: with the name of one of the shop's own templates",
    };
  }
  const filled = fillTemplate(template, { data, locale: to.locale, reader_name: to.name }, shop.settings);
  if (!filled.ok) return filled.fault;
  const { locale, ...own } = filled.value;
  return {
    given: { ...given, template: undefined, lane: template.lane, tags: [named, ...given.tags ?? []] },
    own,
    locale,
  };
}

function kindOf({ template, lane }: GivenSend): SendMail["kind"] {
  if (isOneOf(CODE_TEMPLATES, template)) return "sent_code";
  if (isOneOf(NOTICE_TEMPLATES, template) || template === undefined && lane === "later") return "sent_notice";
  return "sent_mail";
}

function isOneOf(names: readonly string[], name: string | undefined): boolean {
  return name !== undefined && names.includes(name);
}

type Own = NonNullable<Extract<SendMail, { readonly kind: "sent_mail" }>["facts"]["own"]>;

function factsOf(given: GivenSend, filled: Filled["own"]): SendMail["facts"] {
  const { template, data = {}, attachments } = given;
  const files = attachments === undefined || attachments.length === 0 ? {} : { files: [...attachments] };
  if (template === undefined) {
    const { short: _, ...own } = filled ?? ownOf(given);
    return { own, ...files };
  }
  const { amount_minor, currency, text, ...rest } = data;
  return {
    template,
    ...rest,
    ...(text !== undefined && { words: text }),
    ...(amount_minor !== undefined && currency !== undefined && { total: { amount_minor, currency } }),
    ...files,
  } as SendMail["facts"];
}

/** HTML alone gets the text that it reads as, Markdown that of its HTML. */
function ownOf({ subject = "", html, markdown, text }: GivenSend): Own & { readonly short?: string } {
  if (html !== undefined) return { subject, html, text: text ?? ownText(html) };
  if (markdown === undefined) return { subject, text: text ?? "" };
  const fragment = markdownHtml(markdown);
  return { subject, fragment, text: text ?? ownText(fragment) };
}

/** As many mails a statement as its parameter holds. */
function chunks(owed: readonly OwedSend[]): readonly (readonly OwedSend[])[] {
  const made: OwedSend[][] = [];
  let size = Infinity;
  for (const one of owed) {
    const own = JSON.stringify(JSON.stringify(one.mail)).length;
    if (size + own > STATEMENT_MAX) {
      made.push([]);
      size = 0;
    }
    made.at(-1)!.push(one);
    size += own;
  }
  return made;
}
