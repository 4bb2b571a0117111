/**
 * Serves what came with a customer's mail: pictures rebuilt without metadata, every other file as a download that no
 * browser opens by itself, and the whole mail as plain text.
 */
import type { Context } from "hono";
import { Hono } from "hono";
import { type Picture, readPicture } from "../../customers/picture.ts";
import { htmlText } from "../../conversations/html_text.ts";
import { loadCase } from "../../flow/cases/load_case.ts";
import { mailFile, parseInbound } from "../../mail/mime/parse.ts";
import { problemPage } from "../error_page.tsx";
import type { DeskHono } from "./desk_env.ts";

const SANDBOX = "default-src 'none'; img-src 'self'; sandbox; frame-ancestors 'none'";

export const caseFiles = new Hono<DeskHono>();

caseFiles.get("/:id/files/:entry/:file{\\d+}", async (context) => {
  const own = await ownPicture(context);
  if (own !== null) {
    context.set("policy", SANDBOX);
    return context.body(own.bytes as Uint8Array<ArrayBuffer>, 200, { "Content-Type": own.type });
  }
  const kept = await ownFile(context);
  if (kept !== null) return download(context, kept);
  const raw = await archived(context);
  const file = raw === null ? null : await mailFile(raw, Number(context.req.param("file")));
  if (file === null) return problemPage(context, 404);
  context.set("policy", SANDBOX);
  const picture = readPicture(file.content);
  if (picture !== null) {
    return context.body(picture.bytes as Uint8Array<ArrayBuffer>, 200, { "Content-Type": picture.type });
  }
  return download(context, file);
});

function download(
  context: Context<DeskHono>,
  { name, content }: { readonly name: string; readonly content: Uint8Array },
): Response {
  context.set("policy", SANDBOX);
  return context.body(content as Uint8Array<ArrayBuffer>, 200, {
    "Content-Type": "application/octet-stream",
    "Content-Disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name || "file")}`,
  });
}

caseFiles.get("/:id/mails/:entry", async (context) => {
  const raw = await archived(context);
  const mail = raw === null ? null : await parseInbound(raw);
  if (mail === null || !mail.ok) return problemPage(context, 404);
  context.set("policy", SANDBOX);
  const { headers, text, html } = mail.value;
  const shown = ["from", "to", "cc", "date", "subject"].flatMap((name) =>
    headers.filter((header) => header.name === name).map(({ value }) => `${name}: ${value}`)
  );
  return context.text(`${shown.join("\n")}\n\n${text.trim() === "" ? htmlText(html) : text}`);
});

caseFiles.get("/:id/mails/:entry/eml", async (context) => {
  const raw = await archived(context);
  if (raw === null) return problemPage(context, 404);
  context.set("policy", SANDBOX);
  return context.body(raw as Uint8Array<ArrayBuffer>, 200, {
    "Content-Type": "application/octet-stream",
    "Content-Disposition": `attachment; filename="${context.req.param("entry").replace(/[^\w-]/g, "")}.eml"`,
  });
});

/** Returns a file that came with a short message; null for what came with a mail. */
async function ownFile(context: Context<DeskHono>) {
  const { ports, shop } = context.var.desk;
  const loaded = await loadCase(ports, shop.id, context.req.param("id") ?? "");
  const entry = loaded?.entries.find(({ id }) => id === context.req.param("entry"));
  const file = entry?.detail.files?.[Number(context.req.param("file"))];
  const kept = file?.key === undefined ? null : await ports.mail.get(file.key);
  return kept === null ? null : { name: file!.name, content: new Uint8Array(await kept.arrayBuffer()) };
}

/** Returns a picture that came with a page's form; null for what came with a mail. */
async function ownPicture(context: Context<DeskHono>): Promise<Picture | null> {
  const { ports, shop } = context.var.desk;
  const loaded = await loadCase(ports, shop.id, context.req.param("id") ?? "");
  const entry = loaded?.entries.find(({ id }) => id === context.req.param("entry"));
  const key = entry?.detail.files?.[Number(context.req.param("file"))]?.key;
  const kept = key === undefined ? null : await ports.mail.get(key);
  return kept === null ? null : readPicture(new Uint8Array(await kept.arrayBuffer()));
}

/** Returns the archived mail of the entry; its key stands in the entry and never in the address. */
async function archived(context: Context<DeskHono>): Promise<Uint8Array | null> {
  const { ports, shop } = context.var.desk;
  const loaded = await loadCase(ports, shop.id, context.req.param("id") ?? "");
  const entry = loaded?.entries.find(({ id }) => id === context.req.param("entry"));
  if (entry?.detail.archive === undefined) return null;
  const kept = await ports.mail.get(entry.detail.archive);
  return kept === null ? null : new Uint8Array(await kept.arrayBuffer());
}
