/**
 * Decides in which language a person reads the desk: what they chose, else the shop's own; before they are let in, what
 * their browser prefers.
 */
import type { Context, Next } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { type DeskLanguage, deskLanguage, deskTongue, inTongue } from "../../../templates/admin/words.ts";
import { chooseDeskLanguage } from "../../flow/desk/choose_language.ts";
import type { Shop } from "../../flow/ports.ts";
import { problemPage } from "../error_page.tsx";
import { field } from "../forms/form.ts";
import { openForm, stale } from "./desk_form.tsx";
import { homeOf } from "./desk_view.ts";
import type { DeskHono } from "./desk_env.ts";

/** Of who has no row among the shop's people, such as whoever came by its token. */
const COOKIE = "__Host-desk-language";
const COOKIE_S = 365 * 86_400;
const HEADER_MAX = 500;

export function languageFor(
  context: Context<DeskHono>,
  { settings }: Shop,
  chosen: string | null,
): DeskLanguage {
  const wishes = [chosen, getCookie(context, COOKIE), settings.locale];
  return firstOf(wishes) ?? "en";
}

export async function speakByBrowser(context: Context<DeskHono>, next: Next): Promise<void> {
  const header = (context.req.header("accept-language") ?? "").slice(0, HEADER_MAX);
  const language = firstOf([getCookie(context, COOKIE), ...header.split(",").map((one) => one.trim())]) ??
    "en";
  await inTongue(await deskTongue(language), next);
}

export async function keepLanguage(context: Context<DeskHono>): Promise<Response> {
  const opened = await openForm(context, "language");
  if (opened === null) return stale(context);
  const { ports, shop, person_id } = context.var.desk;
  const language = firstOf([field(opened.form, "language", 10)]);
  if (language === null) return problemPage(context, 404);
  if (person_id !== null) await chooseDeskLanguage(ports.db, shop.id, person_id, language);
  else {
    setCookie(context, COOKIE, language, {
      path: "/",
      httpOnly: true,
      secure: true,
      sameSite: "Lax",
      maxAge: COOKIE_S,
    });
  }
  return context.redirect(homeOf(context.var.desk), 303);
}

function firstOf(wishes: readonly (string | null | undefined)[]): DeskLanguage | null {
  for (const wish of wishes) {
    const language = wish === null || wish === undefined ? null : deskLanguage(wish);
    if (language !== null) return language;
  }
  return null;
}
