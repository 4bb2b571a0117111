/** Gives the dispute pack of one order as a file: whole conversations and mails leave with it. */
import { Hono } from "hono";
import { deskLanguage } from "../../../templates/admin/words.ts";
import { disputePack, PACK_FORMS } from "../../flow/disputes/dispute_pack.ts";
import { gatherEvidence } from "../../flow/disputes/gather_evidence.ts";
import { problemPage } from "../error_page.tsx";
import type { DeskHono } from "./desk_env.ts";
import { downloadHeaders } from "../download.ts";

export const disputes = new Hono<DeskHono>();

disputes.get("/dispute", async (context) => {
  const { ports, shop, now_ms } = context.var.desk;
  const form = PACK_FORMS.find((one) => one === context.req.query("as"));
  const id = (context.req.query("id") ?? "").slice(0, 300);
  const locale = deskLanguage(context.req.query("locale") ?? shop.settings.locale) ?? "en";
  const gathered = form === undefined ? null : await gatherEvidence(ports, shop, `${shop.id}/${id}`, now_ms);
  if (form === undefined || gathered === null) return problemPage(context, 404);
  const pack = await disputePack(gathered, form, locale, now_ms);
  return context.body(pack.bytes, 200, downloadHeaders(pack.type, pack.filename));
});
