/** Lists, shows, changes, deletes and tries the templates of a shop's own, by which its programs hand over mails. */
import type { Context } from "hono";
import { Hono } from "hono";
import * as v from "valibot";
import { sendSample } from "../../flow/desk/send_sample.ts";
import {
  bringTemplateBack,
  deleteTemplate,
  liveTemplate,
  publishTemplate,
  readTemplates,
  readTemplateVersions,
  type TemplateChanged,
  type TemplateVersion,
} from "../../flow/programs/own_templates.ts";
import { previewTemplate } from "../../flow/programs/send.ts";
import { exampleData, OwnTemplate, TemplateName, TEMPLATES_MAX } from "../../messages/own_template.ts";
import { EmailAddress, FilledText, Id } from "../../values/schemas.ts";
import { isOwnAddress } from "../own_address.ts";
import { noteAct } from "./api_act.ts";
import type { ApiHono } from "./api_env.ts";
import { complain, JSON_MAX_BYTES, readJson, refuse } from "./body.ts";

const TEMPLATE_MAX_BYTES = 1_500_000;
const DATA_MAX_BYTES = 200_000;
const UNKNOWN = "must be the name of a template of the shop's own";

const Author = v.optional(v.pipe(FilledText, v.maxLength(100)), "API");
const Data = v.optional(v.record(v.string(), v.unknown()));
const Locale = v.optional(v.pipe(v.string(), v.maxLength(35)));

export const NewTemplate = v.object({ ...OwnTemplate.entries, author: Author });
export const TemplatePreview = v.object({ locale: Locale, data: Data });
export const TemplateTest = v.object({ id: Id, locale: Locale, data: Data, to: EmailAddress });
export const EarlierTemplate = v.object({ id: Id, version: Id, author: Author });

export const templateApi = new Hono<ApiHono>();

templateApi.get("/", async (context) => {
  const { ports, shop } = context.var;
  const { live: templates } = await readTemplates(ports, shop.id);
  return context.json({
    templates: templates.map(({ name, at, person, template: { title, lane, variables, texts } }) => ({
      name,
      title,
      lane,
      variables,
      locales: Object.keys(texts),
      changed_at: new Date(at).toISOString(),
      person,
    })),
  });
});

templateApi.get("/:name", async (context) => {
  const { ports, shop } = context.var;
  const versions = await readTemplateVersions(ports, shop.id, context.req.param("name"));
  const [live] = versions;
  if (live?.template == null) return complain(context, 404, "name", UNKNOWN);
  return context.json({ name: live.name, ...live.template, versions: versions.map(versionJson) });
});

templateApi.put("/:name", async (context) => {
  const { ports, shop } = context.var;
  const name = context.req.param("name");
  if (!v.is(TemplateName, name)) {
    return complain(context, 422, "name", "must be 1 to 40 small letters, digits, - or _");
  }
  const read = await readJson(context, NewTemplate, TEMPLATE_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const { author, ...template } = read.value;
  const change = { id: crypto.randomUUID(), name, person: author };
  const { published, fault } = await publishTemplate(ports, shop, change, template, ports.clock());
  if (fault !== null) return complain(context, 422, fault.field, fault.rule);
  if (published.ok && published.value) await noteChange(context, "template.changed", change);
  return answerChange(context, published, "changed");
});

templateApi.delete("/:name", async (context) => {
  const { ports, shop } = context.var;
  const change = {
    id: crypto.randomUUID(),
    name: context.req.param("name"),
    person: context.var.caller.name,
  };
  const deleted = await deleteTemplate(ports, shop, change, ports.clock());
  if (deleted.ok && !deleted.value) return complain(context, 404, "name", UNKNOWN);
  if (deleted.ok) await noteChange(context, "template.deleted", change);
  return answerChange(context, deleted, "deleted");
});

templateApi.post("/:name/preview", async (context) => {
  const read = await readJson(context, TemplatePreview, DATA_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const written = await writtenWith(context, read.value);
  if (written instanceof Response) return written;
  const { subject, html, text, short } = written;
  return context.json({ subject, html, text, short });
});

/** To the shop's own addresses and people alone, as a test of a built-in mail goes. */
templateApi.post("/:name/test", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, TemplateTest, DATA_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const { id, to } = read.value;
  if (!await isOwnAddress(ports, shop, to)) {
    return complain(context, 422, "to", "must be an address of the shop, or of one of its people");
  }
  const written = await writtenWith(context, read.value);
  if (written instanceof Response) return written;
  const sample = { id, kind: "sent_mail", locale: shop.settings.locale, mail: written, to } as const;
  const sent = await sendSample(ports, shop, sample, ports.clock());
  if (!sent.ok) return complain(context, 409, "to", `must be taken by a channel: ${sent.message}`);
  await noteAct(context, "template.test", { id, detail: { about: context.req.param("name") } });
  return context.json({ sent: true }, 202);
});

templateApi.post("/:name/back", async (context) => {
  const { ports, shop } = context.var;
  const name = context.req.param("name");
  const read = await readJson(context, EarlierTemplate, JSON_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const { author, ...given } = read.value;
  const change = { ...given, name, person: author };
  const brought = await bringTemplateBack(ports, shop, change, ports.clock());
  if (!brought.ok && brought.reason === "unknown") {
    return complain(context, 404, "version", "must be a version of this template");
  }
  if (brought.ok && brought.value) await noteChange(context, "template.brought_back", change);
  return answerChange(context, brought as TemplateChanged, "changed");
});

/** The mail as a program would get it, with the examples where no data is given. */
async function writtenWith(
  context: Context<ApiHono, "/:name">,
  { locale, data }: v.InferOutput<typeof TemplatePreview>,
) {
  const { ports, shop } = context.var;
  const name = context.req.param("name");
  const template = await liveTemplate(ports, shop.id, name);
  if (template === null) return complain(context, 404, "name", UNKNOWN);
  const made = previewTemplate(template, data ?? exampleData(template.variables), locale, shop.settings);
  return made.ok ? made.value : complain(context, 422, made.fault.field, made.fault.rule);
}

function answerChange(context: Context<ApiHono>, changed: TemplateChanged, done: string): Response {
  if (changed.ok) return context.json({ [done]: changed.value });
  return changed.reason === "too_many"
    ? complain(context, 409, "name", `must be one of <= ${TEMPLATES_MAX} templates`)
    : complain(
      context,
      409,
      "name",
      "must not be changed by two at once, and still be well formed: read it again",
    );
}

function noteChange(
  context: Context<ApiHono>,
  act: string,
  { id, name, person }: { readonly id: string; readonly name: string; readonly person: string },
): Promise<void> {
  return noteAct(context, act, { id, person, detail: { about: name } });
}

function versionJson({ id, at, person, template }: TemplateVersion) {
  return { version: id, at: new Date(at).toISOString(), person, template };
}
