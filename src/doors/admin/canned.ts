/** Adds, changes and removes the answers that a shop's people write once. */
import type { Context } from "hono";
import { Hono } from "hono";
import { changeSettings } from "../../flow/settings/change_settings.ts";
import { field } from "../forms/form.ts";
import { noteAct } from "./desk_act.ts";
import { cannedIn, type Kept } from "./canned_view.ts";
import { openForm, stale } from "./desk_form.tsx";
import { homeOf } from "./desk_view.ts";
import type { DeskHono } from "./desk_env.ts";
import { showPart } from "./shop_settings.tsx";

export const cannedPages = new Hono<DeskHono>();

function isSame(one: Kept, given: Kept): boolean {
  return ["title", "words", "locale"].every((name) => one[name] === given[name]);
}

cannedPages.post("/:act{add|change|remove}", async (context: Context<DeskHono>) => {
  const opened = await openForm(context, "settings");
  if (opened === null) return stale(context);
  const { desk } = context.var;
  const { form } = opened;
  const act = context.req.param("act");
  const locale = field(form, "locale", 35);
  const given = {
    title: field(form, "title", 81),
    words: field(form, "words", 5_001),
    ...(locale === "" ? {} : { locale }),
  };
  const [place, was] = [Number(field(form, "at", 5)), field(form, "was", 81)];
  // After a colleague's change the place alone may be another answer's.
  const isMeant = (one: Kept, index: number) => index === place && one["title"] === was;
  const result = await changeSettings(desk.ports, desk.shop.id, (settings) => {
    const known = cannedIn(settings);
    const canned = act === "add"
      // A second press adds nothing.
      ? known.some((one) => isSame(one, given)) ? known : [...known, given]
      : act === "change"
      ? known.map((one, index) => isMeant(one, index) ? given : one)
      : known.filter((one, index) => !isMeant(one, index));
    return { ...settings, support: { ...(settings["support"] as Kept | undefined), canned } };
  });
  if (!result.ok) {
    return await showPart(context, "answers", {
      typed: null,
      canned: act === "add" ? { title: given.title, locale, words: given.words } : null,
      ...(result.reason === "invalid" ? { fault: result.fault } : {}),
    });
  }
  const { changes } = result;
  if (changes.length > 0) await noteAct(desk, opened.id, "settings.changed", { detail: { changes } });
  return context.redirect(`${homeOf(desk)}/settings/answers?note=saved#canned`, 303);
});
