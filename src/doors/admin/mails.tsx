/** Shows mails that went wrong and one mail as it was sent, and sends ticked mails again. */
import type { Context } from "hono";
import { Hono } from "hono";
import { WrongMailsPage } from "../../../templates/admin/mails.tsx";
import { w } from "../../../templates/admin/words.ts";
import { framedMail } from "../../../templates/pages/dev_mailbox.tsx";
import { findMail } from "../../flow/archive/find_mail.ts";
import { sendAgain } from "../../flow/deliver/send_again.ts";
import { parseMail } from "../../mail/mime/parse.ts";
import type { MessageKey } from "../../messages/message.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import {
  KINDS_COUNTED_MAX,
  type MailRow,
  selectRecentWrong,
  selectShadowed,
  selectShadowedCounts,
  selectWrongCount,
  type ShadowedCount,
  wrongAt,
  type WrongState,
} from "../../sql/desk.ts";
import { WRONG_STATES } from "../../sql/ledger.ts";
import { openCursor, sealCursor } from "../cursor.ts";
import { FRAMED_MAIL_POLICY } from "../framed_mail.ts";
import { field } from "../forms/form.ts";
import { ownKey } from "../own_key.ts";
import { problemPage } from "../error_page.tsx";
import { noteMail } from "./desk_act.ts";
import { deskToken, openForm, stale } from "./desk_form.tsx";
import { frameOf, homeOf, mailLine, orderPath, upTo } from "./desk_view.ts";
import { archived, sendOne, showOne } from "./one_mail.tsx";
import { resendNote } from "./resend_note.ts";
import type { Desk, DeskHono } from "./desk_env.ts";

/** Mails on a page; each that is sent again takes one query. */
const PAGE_MAX = 40;
const CURSOR = "desk mails";
/** What went wrong, and what shadow mode kept back. */
const LISTED_STATES = [...WRONG_STATES, "shadowed"] as const;

export const mailPages = new Hono<DeskHono>();

mailPages.get("/", async (context) => {
  const { desk } = context.var;
  const { ports: { db }, shop } = desk;
  const state = LISTED_STATES.find((one) => one === context.req.query("state")) ?? "failed";
  const after = await afterOf(desk, state, context.req.query("after"));
  if (after === undefined) return problemPage(context, 404);
  const [counted, kept, listed] = await db.batch([
    selectWrongCount(db, shop.id),
    selectShadowedCounts(db, shop.id, 0),
    state === "shadowed"
      ? selectShadowed(db, shop.id, after, PAGE_MAX)
      : selectRecentWrong(db, shop.id, state, after, PAGE_MAX),
  ]);
  const shadowed = (kept!.results as unknown as readonly ShadowedCount[])
    .reduce((sum, { count }) => sum + count, 0);
  const counts = { ...counted!.results[0] as Readonly<Record<WrongState, number>>, shadowed };
  const rows = listed!.results as unknown as readonly MailRow[];
  const home = `${homeOf(desk)}/mails`;
  const view = {
    frame: await frameOf(desk, "mails", { note: resendNote(context) }),
    state,
    tabs: LISTED_STATES.map((one) => ({
      href: `${home}?state=${one}`,
      label: w(`state.${one}`),
      count: upTo(counts[one], one === "shadowed" ? KINDS_COUNTED_MAX : undefined),
      current: one === state,
    })),
    meaning: w(`mails.meaning_${state}`),
    mails: rows.map((row) => mailLine(desk, row, "moment")),
    again: { action: `${home}/again`, token: await deskToken(desk, "again") },
    next: rows.length < PAGE_MAX
      ? null
      : `${home}?state=${state}&after=${await cursorAt(desk, state, rows.at(-1)!)}`,
  };
  return await context.html(<WrongMailsPage view={view} />);
});

/** Sends one or several mails again, and leads back to the page on which they were ticked. */
mailPages.post("/again", async (context) => {
  const opened = await openForm(context, "again");
  if (opened === null) return stale(context);
  const { desk } = context.var;
  const texts = opened.form.getAll("key").filter((text) => typeof text === "string").slice(0, PAGE_MAX);
  const keys = texts.map((text) => ownKey(desk.shop, text));
  if (keys.includes(null)) return problemPage(context, 404);
  let again = 0;
  const back = field(opened.form, "back", 300);
  if (back === "mail" && keys[0] != null) return await sendOne(context, opened, keys[0]);
  for (const key of keys) {
    if (!(await sendAgain(desk.ports, desk.shop, key!, {}, desk.now_ms)).ok) continue;
    await noteMail(desk, `${opened.id}-${again}`, "mail.send_again", key!);
    again++;
  }
  return context.redirect(
    `${backTo(desk, back)}again=${again}&not=${keys.length - again}`,
    303,
  );
});

mailPages.get("/:id", async (context) => {
  const found = await find(context);
  if (found === null) return problemPage(context, 404);
  return await showOne(context, found, { to: null, despite: null, fault: null });
});

mailPages.get("/:id/html", async (context) => {
  const raw = await sentCopy(context);
  if (raw === null) return problemPage(context, 404);
  context.set("policy", FRAMED_MAIL_POLICY);
  return context.html(framedMail((await parseMail(raw)).html));
});

mailPages.get("/:id/eml", async (context) => {
  const raw = await sentCopy(context);
  if (raw === null) return problemPage(context, 404);
  context.header("Content-Disposition", `attachment; filename="mail.eml"`);
  return context.body(raw, 200, { "Content-Type": "message/rfc822" });
});

/** Returns the path to go back to: the order or the list, both within this desk. */
function backTo(desk: Desk, back: string): string {
  if (splitOrderId(back).shop_id === desk.shop.id && back.includes("/")) return `${orderPath(desk, back)}&`;
  return `${homeOf(desk)}/mails?state=${LISTED_STATES.find((one) => one === back) ?? "failed"}&`;
}

async function find(
  context: Context<DeskHono>,
): Promise<{ readonly row: MailRow; readonly key: MessageKey } | null> {
  const { ports, shop } = context.var.desk;
  const key = ownKey(shop, decoded(context.req.param("id") ?? ""));
  const row = key === null ? null : await findMail(ports, key);
  return key === null || row === null ? null : { row, key };
}

async function sentCopy(context: Context<DeskHono>): Promise<string | null> {
  const found = await find(context);
  const kept = found === null ? null : await context.var.desk.ports.archive.get(archived(found.row));
  return kept === null ? null : await kept.text();
}

function decoded(id: string): string {
  if (!/^[\w-]{1,1400}$/.test(id) || id.length % 4 === 1) return "";
  return new TextDecoder().decode(
    Uint8Array.fromBase64(id, { alphabet: "base64url", lastChunkHandling: "loose" }),
  );
}

async function cursorAt({ ports, shop }: Desk, state: string, row: MailRow): Promise<string> {
  return await sealCursor(ports, shop.id, `${CURSOR} ${state}`, [
    String(wrongAt(row)),
    row.subject,
    row.kind,
    row.about,
  ]);
}

/**
 * Returns the place after which the page begins: null for the first page, undefined for a cursor that this desk did
 * not issue.
 */
async function afterOf({ ports, shop }: Desk, state: string, cursor: string | undefined) {
  if (cursor === undefined) return null;
  const opened = await openCursor(ports, shop.id, `${CURSOR} ${state}`, cursor, 4);
  if (opened === null) return undefined;
  const [at = "", subject = "", kind = "", about = ""] = opened;
  return { at: Number(at), subject, kind, about };
}
