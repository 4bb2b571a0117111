/**
 * The live chat of an order's page: takes what its customer says, tells the open page what the shop says, and notes what
 * the page has shown. Only who has proven the mailbox in this browser reads and writes; without the script the form posts
 * to the same thread.
 */
import type { Context } from "hono";
import { Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { TextKey } from "../../../templates/locales/translate.ts";
import { FormPage } from "../../../templates/pages/form.tsx";
import { chatLinesHtml } from "../../../templates/pages/order_chat.tsx";
import { chatCase, type ChatState, chatVersion, writersAt } from "../../cases/live_chat.ts";
import { noteOnPage, sayInChat } from "../../flow/cases/live_chat.ts";
import { serveNotices } from "../../flow/desk/notices.ts";
import { slackAppOf } from "../../flow/desk/slack_app.ts";
import { wording } from "../../mail/format/amounts.ts";
import { shopWords } from "../../mail/format/shop_wording.ts";
import { oneLine } from "../../mail/format/text.ts";
import { answererName, saidViews } from "../../mail/view/chat_view.ts";
import { shopView } from "../../mail/view/order_view.ts";
import {
  readCases,
  readConversationMessages,
  selectCasesOfOrder,
  selectConversationMessages,
} from "../../sql/cases.ts";
import { readChatState, selectChatState } from "../../sql/live_chat.ts";
import { field, formId, formToken, readForm } from "../forms/form.ts";
import type { WaybillHono } from "../hono.ts";
import { liveStream } from "../live_stream.ts";
import { logFailure } from "../log.ts";
import { inCell, portsOf } from "../ports.ts";
import { gone } from "./gone.tsx";
import { grouped, localeOf } from "./order_view.ts";
import { proofPath } from "./proof_path.ts";
import { openOrder, type OrderVisit } from "./visit.ts";

export const chatPages = new Hono<WaybillHono>();

type Chat = OrderVisit & { readonly customer: string };

/** Says something. The page's script asks for JSON, a browser without it follows to the page. */
chatPages.post("/:token/chat", async (context) => {
  const form = await readForm(context);
  const chat = form === null ? null : await open(context);
  if (chat === null || form === null) return gone(context);
  if (!chat.is_known_device) return context.redirect(proofPath("order", chat.token, "chat"), 303);
  const { ports, shop, row, customer, token, now_ms } = chat;
  const is_script = context.req.header("Accept") === "application/json";
  const refuse = async (error: TextKey, status: ContentfulStatusCode) =>
    is_script
      ? context.json(
        { error: shopWords(shop.settings, localeOf(chat))(error), form: await tokenOf(chat) },
        status,
      )
      : await showForm(context, chat, field(form, "words"), error, status);
  const form_id = await idOf(chat, form);
  if (form_id === null) return await refuse("form.expired", 400);
  const words = field(form, "words");
  if (words === "") return await refuse("act.missing", 400);
  if (!(await ports.limits.network(`chat ${row.id}`)).success) return await refuse("chat.limit", 429);
  const locale = localeOf(chat);
  const topic = shopWords(shop.settings, locale)("ask.topic", { number: oneLine(row.number) });
  const { case_id } = await sayInChat(ports, shop, row, { form_id, words, customer, topic, locale }, now_ms);
  if (slackAppOf(shop) !== null) {
    // The clock tells it where this does not.
    const telling = serveNotices(ports, shop, now_ms);
    context.executionCtx.waitUntil(
      telling.catch((error) => logFailure("slack_not_told", { shop: shop.id }, error)),
    );
  }
  if (!is_script) return context.redirect(`/o/${token}#chat`, 303);
  const state = await stateOf(chat, case_id);
  return context.json({
    form: await tokenOf(chat),
    version: state === null ? "" : chatVersion(state, []),
    ...(state === null ? {} : await tellOf(chat, case_id, { state, writers: [] })),
  });
});

chatPages.get("/:token/chat/events", async (context) => {
  const visit = await open(context);
  if (visit === null) return gone(context);
  if (!visit.is_known_device) return context.redirect(proofPath("order", visit.token, "chat"), 303);
  const { row, shop, now_ms } = visit;
  // A copy of the database may be seconds behind.
  const chat = { ...visit, ports: inCell(portsOf(context.env), shop) };
  const { db, clock } = chat.ports;
  const found = chatCase(readCases(await selectCasesOfOrder(db, row.id).all()), now_ms);
  // 204 ends the browser's asking: nothing was said yet.
  if (found === null) return context.body(null, 204);
  return liveStream({
    event: "chat",
    shown: context.req.header("Last-Event-ID") ?? context.req.query("after") ?? null,
    look: async () => {
      const state = await stateOf(chat, found.id);
      if (state === null) return null;
      const writers = writersAt(state, clock()).map((person) => answererName(person, shop.settings));
      return { version: chatVersion(state, writers), state: { state, writers } };
    },
    tell: (said) => tellOf(chat, found.id, said),
  });
});

/** Notes that the page is open and what it has shown, and whether its reader writes. */
chatPages.post("/:token/chat/here", async (context) => {
  const form = await readForm(context);
  const chat = form === null ? null : await open(context);
  if (chat === null || form === null) return gone(context);
  if (!chat.is_known_device) return context.redirect(proofPath("order", chat.token, "chat"), 303);
  const { ports, shop, row, now_ms } = chat;
  if (await idOf(chat, form) === null) return context.body(null, 400);
  if (!(await ports.limits.network(`chat here ${row.id}`)).success) return context.body(null, 429);
  const found = chatCase(readCases(await selectCasesOfOrder(ports.db, row.id).all()), now_ms);
  if (found !== null) {
    const seen_at = Number(field(form, "seen", 20));
    await noteOnPage(ports, shop, {
      case_id: found.id,
      seen_at: Number.isSafeInteger(seen_at) ? seen_at : 0,
      is_writing: field(form, "writing", 5) === "yes",
    }, now_ms);
  }
  return context.body(null, 204);
});

/** Null for whom the link opens nothing, and where the order's page has no chat. */
async function open(context: Context<WaybillHono>): Promise<Chat | null> {
  const visit = await openOrder(context);
  if (visit === null || visit.customer === null || !visit.shop.settings.support.live_chat) return null;
  return { ...visit, customer: visit.customer };
}

function tokenOf({ ports, row, now_ms }: Chat): Promise<string> {
  return formToken(ports, row.id, "chat", now_ms);
}

function idOf({ ports, row, now_ms }: Chat, form: FormData): Promise<string | null> {
  return formId(ports, row.id, "chat", field(form, "form", 300), now_ms);
}

async function stateOf({ ports, shop }: Chat, case_id: string): Promise<ChatState | null> {
  return readChatState(await selectChatState(ports.db, shop.id, case_id).all());
}

interface Said {
  readonly state: ChatState;
  readonly writers: readonly string[];
}

async function tellOf(chat: Chat, case_id: string, { state, writers }: Said) {
  const { ports, row, shop } = chat;
  const locale = localeOf(chat);
  const t = shopWords(shop.settings, locale);
  const messages = readConversationMessages(await selectConversationMessages(ports.db, row.id).all());
  const conversation = grouped(messages).find(({ id }) => id === case_id);
  const words = wording(t, locale, row.order.details.currency);
  return {
    html: chatLinesHtml(saidViews(conversation, shop.settings, words)),
    writing: writers.length === 0 ? "" : t("chat.writing", { person: writers[0]! }),
    answered_at: state.answered_at ?? 0,
  };
}

/** The form once more, with the words that were not taken. */
async function showForm(
  context: Context<WaybillHono>,
  chat: Chat,
  words: string,
  error: TextKey,
  status: ContentfulStatusCode,
): Promise<Response> {
  const { row, shop, token } = chat;
  const locale = localeOf(chat);
  const t = shopWords(shop.settings, locale);
  const view = {
    locale,
    shop: shopView(shop.settings, locale),
    reference: t("order.number", { number: oneLine(row.number) }),
    title: t("chat.title"),
    lead: [],
    error: t(error),
    action: `/o/${token}/chat`,
    hidden: { form: await tokenOf(chat) },
    fields: [{
      type: "long" as const,
      name: "words",
      label: t("chat.words"),
      required: true,
      value: words,
    }],
    submit: t("act.send"),
    back: { href: `/o/${token}`, label: t("act.done_back") },
  };
  return await context.html(<FormPage form={view} />, status);
}
