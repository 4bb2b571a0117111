/** Serves and changes the chats in which a shop's staff are told of alerts. Their addresses are sealed and never shown. */
import { Hono } from "hono";
import * as v from "valibot";
import { chatsOf, connectChat, disconnectChat, isByWebhook } from "../../flow/desk/notices.ts";
import {
  connectSlackApp,
  disconnectSlackApp,
  slackAppOf,
  slackEventsUrl,
} from "../../flow/desk/slack_app.ts";
import { CHATS } from "../../messages/chat.ts";
import { type NoticeService, selectNoticeServices } from "../../sql/notices.ts";
import { noteAct } from "./api_act.ts";
import type { ApiHono } from "./api_env.ts";
import { complain, JSON_MAX_BYTES, readJson, refuse } from "./body.ts";

export const ChatUrl = v.object({ url: v.string() });

const Given = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200));
export const SlackAppSecrets = v.object({
  bot_token: Given,
  signing_secret: Given,
  /** Id of the channel in which cases are told. */
  channel: Given,
});

export const chatApi = new Hono<ApiHono>();

chatApi.get("/", async (context) => {
  const { ports, shop } = context.var;
  const { results } = await selectNoticeServices(ports.db, shop.id).all<NoticeService>();
  const time = (at: number | null | undefined) => at == null ? null : new Date(at).toISOString();
  return context.json({
    chats: chatsOf(shop).map((chat) => {
      const last = results.find(({ service }) => service === chat);
      return {
        chat,
        told_at: time(last?.told_at),
        failed_at: time(last?.failed_at),
        reason: last?.reason ?? null,
      };
    }),
  });
});

/** The shop's own Slack app, by which people answer customers in Slack: docs/chat.md. */
chatApi.put("/slack-app", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, SlackAppSecrets, JSON_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const connected = await connectSlackApp(ports, shop, read.value, ports.clock());
  if (!connected.ok) {
    return connected.reason === "form"
      ? complain(context, 422, connected.field, "must be as Slack shows it")
      : complain(context, 422, "bot_token", `must be one that Slack takes: it says ${connected.said}`);
  }
  await noteAct(context, "chat.connect", { detail: { about: "slack app" } });
  return context.json({ connected: true, events_url: slackEventsUrl(ports, shop) });
});

chatApi.delete("/slack-app", async (context) => {
  const { ports, shop } = context.var;
  if (slackAppOf(shop) === null) return complain(context, 404, "chat", "must be one that is connected");
  await disconnectSlackApp(ports, shop);
  await noteAct(context, "chat.disconnect", { detail: { about: "slack app" } });
  return context.json({ disconnected: true });
});

chatApi.put("/:chat", async (context) => {
  const { ports, shop } = context.var;
  const chat = CHATS.find((one) => one === context.req.param("chat"));
  if (chat === undefined) return complain(context, 404, "chat", `must be one of ${CHATS.join(", ")}`);
  const read = await readJson(context, ChatUrl, JSON_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  if (!await connectChat(ports, shop, { chat, url: read.value.url }, ports.clock())) {
    return complain(context, 422, "url", "must be an incoming webhook of this chat");
  }
  await noteAct(context, "chat.connect", { detail: { about: chat } });
  return context.json({ connected: true });
});

chatApi.delete("/:chat", async (context) => {
  const { ports, shop } = context.var;
  const chat = CHATS.find((one) => one === context.req.param("chat"));
  if (chat === undefined || !isByWebhook(shop, chat)) {
    return complain(context, 404, "chat", "must be one that is connected");
  }
  await disconnectChat(ports, shop, chat);
  await noteAct(context, "chat.disconnect", { detail: { about: chat } });
  return context.json({ disconnected: true });
});
