/**
 * Serves the dev mailbox, which shows what the capture channel caught. Outside development these paths do not exist.
 */
import { type Context, Hono, type Next } from "hono";
import {
  DEV_MAIL_TABS,
  DevMailboxPage,
  DevMailPage,
  framedMail,
} from "../../templates/pages/dev_mailbox.tsx";
import { type CapturedMail, listCaptured, readCaptured } from "../channels/capture.ts";
import { parseMail } from "../mail/mime/parse.ts";
import { oneLine } from "../mail/format/text.ts";
import { FRAMED_MAIL_POLICY } from "./framed_mail.ts";
import { problemPage } from "./error_page.tsx";
import { portsOf } from "./ports.ts";
import type { WaybillHono } from "./hono.ts";

const LISTED_MAX = 200;
/** Most mails listed as JSON, for scripts that count them. */
const LISTED_JSON_MAX = 10_000;

/** Path of a mail's HTML, which the mailbox shows in a frame. */
export const DEV_MAIL_FRAME = "/dev/mail/:id/html";

/**
 * Gives a captured mail in the mailbox's frame its own content security policy; a page that is not found keeps the
 * usual one.
 */
export async function framedByMailbox(context: Context<WaybillHono>, next: Next): Promise<void> {
  await next();
  if (context.res.status === 200) context.set("policy", FRAMED_MAIL_POLICY);
}

export const devMailbox = new Hono<WaybillHono>();

devMailbox.use(async (context, next) => {
  if (!portsOf(context.env).config.development) return problemPage(context, 404);
  await next();
  return void context.header("Cache-Control", "no-store");
});

devMailbox.get("/", (context) => context.redirect("/dev/mail"));

devMailbox.get("/mail", async (context) => {
  const { mail } = portsOf(context.env);
  if (wantsJson(context)) return context.json(await listCaptured(mail, LISTED_JSON_MAX));
  return context.html(<DevMailboxPage mails={(await listCaptured(mail, LISTED_MAX)).map(shown)} />);
});

devMailbox.get("/mail/:id", async (context) => {
  const id = context.req.param("id");
  const found = await readCaptured(portsOf(context.env).mail, id.replace(/\.eml$/, ""));
  if (found === null) return problemPage(context, 404);
  const { captured, raw } = found;
  if (id.endsWith(".eml")) return eml(captured, raw);
  if (wantsJson(context)) return context.json({ ...captured, ...await parseMail(raw) });
  const tab = DEV_MAIL_TABS.find((name) => name === context.req.query("view")) ?? "html";
  const { text } = await parseMail(raw);
  return context.html(<DevMailPage mail={shown(captured)} tab={tab} text={text} source={raw} />);
});

devMailbox.get("/mail/:id/html", async (context) => {
  const found = await readCaptured(portsOf(context.env).mail, context.req.param("id"));
  if (found === null) return problemPage(context, 404);
  const { html } = await parseMail(found.raw);
  return context.html(framedMail(html));
});

devMailbox.get("/mail/:id/:part{text|source}", async (context) => {
  const found = await readCaptured(portsOf(context.env).mail, context.req.param("id"));
  if (found === null) return problemPage(context, 404);
  return context.text(context.req.param("part") === "text" ? (await parseMail(found.raw)).text : found.raw);
});

/** Folds the shown texts to one line each, so that none disturbs its neighbours in the list. */
function shown(mail: CapturedMail): CapturedMail {
  const { kind, to, subject, order } = mail;
  return { ...mail, kind: oneLine(kind), to: oneLine(to), subject: oneLine(subject), order: oneLine(order) };
}

function eml(captured: CapturedMail, raw: string): Response {
  return new Response(raw, {
    headers: {
      "Content-Type": "message/rfc822",
      "Content-Disposition": `attachment; filename="${captured.kind}-${captured.id}.eml"`,
    },
  });
}

function wantsJson(context: Context<WaybillHono>): boolean {
  return (context.req.header("Accept") ?? "").includes("application/json");
}
