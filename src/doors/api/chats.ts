/** Serves and changes the chats in which a shop's staff are told of alerts. Their addresses are sealed and never shown. */
import { Hono } from "hono";
import * as v from "valibot";
import { chatsOf, connectChat, disconnectChat } from "../../flow/desk/notices.ts";
import { CHATS } from "../../messages/chat.ts";
import { type NoticeService, selectNoticeServices } from "../../sql/notices.ts";
import { noteAct } from "./api_act.ts";
import type { ApiHono } from "./api_env.ts";
import { complain, JSON_MAX_BYTES, readJson, refuse } from "./body.ts";

export const ChatUrl = v.object({ url: v.string() });

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
  if (chat === undefined || !chatsOf(shop).includes(chat)) {
    return complain(context, 404, "chat", "must be one that is connected");
  }
  await disconnectChat(ports, shop, chat);
  await noteAct(context, "chat.disconnect", { detail: { about: chat } });
  return context.json({ disconnected: true });
});
