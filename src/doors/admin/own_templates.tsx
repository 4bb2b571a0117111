/** The desk's templates of a shop's own: made, tried as a draft, made live as a version, deleted, brought back. */
import type { Context } from "hono";
import { Hono } from "hono";
import * as v from "valibot";
import { OwnTemplatePage, OwnTemplatesPage } from "../../../templates/admin/own_templates.tsx";
import type { FrameView } from "../../../templates/admin/view.ts";
import { w } from "../../../templates/admin/words.ts";
import { CATALOGUES } from "../../../templates/locales/translate.ts";
import type { RenderedMail } from "../../../templates/view.ts";
import { sendSample } from "../../flow/desk/send_sample.ts";
import {
  bringTemplateBack,
  deleteTemplate,
  keepTemplateDraft,
  publishTemplate,
  readTemplateDraft,
  readTemplates,
  readTemplateVersions,
} from "../../flow/programs/own_templates.ts";
import { previewTemplate } from "../../flow/programs/send.ts";
import { exampleData, OwnTemplate, templateLocale, TemplateName } from "../../messages/own_template.ts";
import { faultOf } from "../../values/fault.ts";
import { problemPage } from "../error_page.tsx";
import { FRAMED_MAIL_POLICY } from "../framed_mail.ts";
import { field } from "../forms/form.ts";
import { noteAct } from "./desk_act.ts";
import type { Desk, DeskHono } from "./desk_env.ts";
import { openForm, stale } from "./desk_form.tsx";
import { frameOf, homeOf } from "./desk_view.ts";
import { framed } from "./mail_kinds_view.ts";
import {
  type AskedTemplate,
  EMPTY,
  templatesView,
  templateView,
  type TypedTemplate,
  typedTemplate,
} from "./own_templates_view.ts";
import { ruleText } from "./rule_words.ts";

const FORM_MAX_BYTES = 600_000;
const NOTES = {
  live: "good",
  same: "good",
  back: "good",
  test: "good",
  deleted: "good",
  no_address: "bad",
  not_sent: "bad",
  meanwhile: "bad",
  gone: "bad",
} as const;

export const ownTemplatePages = new Hono<DeskHono>();

ownTemplatePages.get("/", (context) => showAll(context, null));

ownTemplatePages.post("/make", async (context) => {
  const opened = await openForm(context, "template");
  if (opened === null) return stale(context);
  const { desk } = context.var;
  const name = field(opened.form, "name", 100);
  if (!v.is(TemplateName, name)) return await showAll(context, { fault: w("own.name_hint"), typed: name });
  // It is there when its first text is made live.
  return context.redirect(`${homeOf(desk)}/mails/own/${name}`, 303);
});

ownTemplatePages.get("/:name", (context) => showOne(context, null));

/** The mail alone, as it stands in the page's frame. */
ownTemplatePages.get("/:name/html", async (context) => {
  const asked = await askedIn(context);
  const { written } = asked === null ? { written: null } : await stateOf(context.var.desk, asked);
  if (asked === null || written === null) return problemPage(context, 404);
  context.set("policy", FRAMED_MAIL_POLICY);
  return context.html(framed(written.mail.html, asked.ground));
});

/** Tries, makes live, or sends a test: one form, so that what was typed is kept whatever is done. */
ownTemplatePages.post("/:name/save", async (context) => {
  const opened = await openForm(context, "template", FORM_MAX_BYTES);
  if (opened === null) return stale(context);
  const asked = await askedIn(context);
  if (asked === null) return problemPage(context, 404);
  const { desk } = context.var;
  const { ports, shop, person, now_ms } = desk;
  const before = await stateOf(desk, asked);
  const typed = typedTemplate(opened.form, before.template, asked.locale);
  await keepTemplateDraft(ports, shop.id, { name: asked.name, person }, JSON.stringify(typed), now_ms);
  const does = field(opened.form, "do", 10);
  if (does !== "live" && does !== "test") return back(context, asked, null);
  const read = v.safeParse(OwnTemplate, typed);
  if (!read.success) return await showOne(context, faultText(faultOf(read.issues[0])));
  if (does === "test") return await sendTest(context, asked, opened.id);
  const change = { id: opened.id, name: asked.name, person };
  const { published, fault } = await publishTemplate(ports, shop, change, read.output, now_ms);
  if (fault !== null) return await showOne(context, faultText(fault));
  if (!published.ok) {
    return published.reason === "too_many"
      ? await showOne(context, w("own.too_many"))
      : back(context, asked, "meanwhile");
  }
  if (published.value) await note(desk, opened.id, "template.changed", asked.name);
  return back(context, asked, published.value ? "live" : "same");
});

ownTemplatePages.post("/:name/back", async (context) => {
  const opened = await openForm(context, "template");
  if (opened === null) return stale(context);
  const asked = await askedIn(context);
  if (asked === null) return problemPage(context, 404);
  const { desk } = context.var;
  const version = field(opened.form, "version", 100);
  const change = { id: opened.id, name: asked.name, person: desk.person, version };
  const brought = await bringTemplateBack(desk.ports, desk.shop, change, desk.now_ms);
  if (!brought.ok) return back(context, asked, brought.reason === "unknown" ? "gone" : "meanwhile");
  if (brought.value) await note(desk, opened.id, "template.brought_back", asked.name);
  return back(context, asked, "back");
});

ownTemplatePages.post("/:name/delete", async (context) => {
  const opened = await openForm(context, "template");
  if (opened === null) return stale(context);
  const asked = await askedIn(context);
  if (asked === null) return problemPage(context, 404);
  const { desk } = context.var;
  const change = { id: opened.id, name: asked.name, person: desk.person };
  const deleted = await deleteTemplate(desk.ports, desk.shop, change, desk.now_ms);
  if (!deleted.ok) return back(context, asked, "meanwhile");
  if (deleted.value) await note(desk, opened.id, "template.deleted", asked.name);
  return back(context, asked, "deleted");
});

async function sendTest(context: Context<DeskHono>, asked: AskedTemplate, id: string): Promise<Response> {
  const { desk } = context.var;
  if (desk.email === null) return back(context, asked, "no_address");
  const { written, fault } = await stateOf(desk, asked);
  if (written === null) return await showOne(context, fault);
  const { mail } = written;
  const subject = w("texts.test_subject", { subject: mail.subject });
  const sample = {
    id,
    kind: "sent_mail",
    locale: asked.locale,
    mail: { ...mail, subject },
    to: desk.email,
  } as const;
  const sent = await sendSample(desk.ports, desk.shop, sample, desk.now_ms);
  if (!sent.ok) return back(context, asked, "not_sent");
  await note(desk, id, "template.test", asked.name);
  return back(context, asked, "test");
}

async function showAll(
  context: Context<DeskHono>,
  refused: { readonly fault: string; readonly typed: string } | null,
): Promise<Response> {
  const { desk } = context.var;
  const view = await templatesView(desk, await frameOf(desk, "texts"), {
    ...await readTemplates(desk.ports, desk.shop.id),
    fault: refused?.fault ?? null,
    typed: refused?.typed ?? "",
  });
  return await context.html(<OwnTemplatesPage view={view} />, refused === null ? 200 : 422);
}

async function showOne(context: Context<DeskHono>, refused: string | null): Promise<Response> {
  const asked = await askedIn(context);
  if (asked === null) return problemPage(context, 404);
  const { desk } = context.var;
  const state = await stateOf(desk, asked);
  const frame = await frameOf(desk, "texts", { note: noteOf(context) });
  const view = await templateView(desk, frame, { asked, ...state, fault: refused ?? state.fault });
  return await context.html(<OwnTemplatePage view={view} />, refused === null ? 200 : 422);
}

/** The template as this person left it, else as it is live; with the mail that it comes to, or what is wrong with it. */
async function stateOf(desk: Desk, { name, locale }: Pick<AskedTemplate, "name" | "locale">) {
  const { ports, shop, person } = desk;
  const [versions, draft] = await Promise.all([
    readTemplateVersions(ports, shop.id, name),
    readTemplateDraft(ports, shop.id, { name, person }),
  ]);
  const live = versions[0]?.template ?? null;
  const template: TypedTemplate = draft === null ? live ?? EMPTY : JSON.parse(draft.json) as TypedTemplate;
  const is_new = Object.keys(template.texts).length === 0;
  const { written, fault } = is_new ? { written: null, fault: null } : writtenOf(desk, template, locale);
  return { versions, template, drafted_at: draft?.at ?? null, written, fault };
}

function writtenOf(
  { shop }: Desk,
  template: TypedTemplate,
  locale: string,
): {
  readonly written: { readonly mail: RenderedMail; readonly template: OwnTemplate } | null;
  readonly fault: string | null;
} {
  const read = v.safeParse(OwnTemplate, template);
  if (!read.success) return { written: null, fault: faultText(faultOf(read.issues[0])) };
  const made = previewTemplate(read.output, exampleData(read.output.variables), locale, shop.settings);
  return made.ok
    ? { written: { mail: made.value, template: read.output }, fault: null }
    : { written: null, fault: faultText(made.fault) };
}

function faultText({ field: name, rule }: { readonly field: string; readonly rule: string }): string {
  return w("texts.fault", { name, rule: ruleText(rule) });
}

async function askedIn(context: Context<DeskHono>): Promise<AskedTemplate | null> {
  const name = context.req.param("name") ?? "";
  if (!v.is(TemplateName, name)) return null;
  const { desk: { ports, shop } } = context.var;
  const given = context.req.query("locale") ?? "";
  const [live] = await readTemplateVersions(ports, shop.id, name, 1);
  const texts = live?.template?.texts ?? {};
  const known = [...Object.keys(CATALOGUES), ...Object.keys(texts)];
  const usual = Object.keys(texts).length > 0
    ? templateLocale({ texts }, shop.settings.locale)
    : known.find((one) => one === shop.settings.locale.split("-")[0]) ?? "en";
  return {
    name,
    locale: known.includes(given) ? given : usual,
    size: context.req.query("size") === "desktop" ? "desktop" : "phone",
    ground: context.req.query("ground") === "dark" ? "dark" : "light",
    part: context.req.query("part") === "text" ? "text" : "html",
  };
}

function note(desk: Desk, id: string, act: string, name: string): Promise<void> {
  return noteAct(desk, id, act, { detail: { about: name } });
}

function back(
  context: Context<DeskHono>,
  { name, ...query }: AskedTemplate,
  done: keyof typeof NOTES | null,
): Response {
  const params = new URLSearchParams({ ...query, ...(done === null ? {} : { note: done }) });
  return context.redirect(`${homeOf(context.var.desk)}/mails/own/${name}?${params}`, 303);
}

function noteOf(context: Context<DeskHono>): FrameView["note"] {
  const done = context.req.query("note") ?? "";
  if (!Object.hasOwn(NOTES, done)) return null;
  const known = done as keyof typeof NOTES;
  const text = known === "deleted" ? w("own.note_deleted") : w(`texts.note_${known}`);
  return { tone: NOTES[known], text };
}
