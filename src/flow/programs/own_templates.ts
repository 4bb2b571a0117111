/** Keeps a shop's own templates: makes them live as versions, deletes them, brings earlier ones back. */
import { templateFault } from "../../mail/content/own_template.ts";
import type { DataFault, OwnTemplate } from "../../messages/own_template.ts";
import { TEMPLATES_MAX } from "../../messages/own_template.ts";
import { err, ok, type Result } from "../../result.ts";
import {
  deleteOldTemplateVersions,
  insertTemplateVersion,
  type OwnTemplateRow,
  selectTemplates,
  selectTemplateVersions,
} from "../../sql/own_templates.ts";
import { deleteDraft, readDraft, selectDraft, upsertDraft } from "../../sql/texts.ts";
import type { Shop } from "../ports.ts";

/** Versions that can be brought back. */
export const TEMPLATE_VERSIONS_KEPT = 20;

export interface TemplatePorts {
  readonly db: D1Database;
}

export interface TemplateVersion extends Omit<OwnTemplateRow, "content"> {
  /** Null where the template was deleted. */
  readonly template: OwnTemplate | null;
}

export interface TemplateChange {
  /** Of the form or the request: the same id is one version. */
  readonly id: string;
  readonly name: string;
  /** By the name that colleagues see. */
  readonly person: string;
}

/** Whether anything differs from what was live. */
export type TemplateChanged = Result<boolean, "invalid" | "changed_meanwhile" | "too_many">;

/** The newest version first; empty for a name that never was one. */
export async function readTemplateVersions(
  { db }: TemplatePorts,
  shop_id: string,
  name: string,
  limit = TEMPLATE_VERSIONS_KEPT,
): Promise<readonly TemplateVersion[]> {
  const { results } = await selectTemplateVersions(db, shop_id, name, limit).all<OwnTemplateRow>();
  return results.map(versionOf);
}

/** The template that programs name; null where there is none, or it was deleted. */
export async function liveTemplate(
  ports: TemplatePorts,
  shop_id: string,
  name: string,
): Promise<OwnTemplate | null> {
  return (await readTemplateVersions(ports, shop_id, name, 1))[0]?.template ?? null;
}

export interface Templates {
  /** By name. */
  readonly live: readonly (TemplateVersion & { readonly template: OwnTemplate })[];
  /** Names of those that were deleted, whose versions are still there. */
  readonly deleted: readonly string[];
}

export async function readTemplates({ db }: TemplatePorts, shop_id: string): Promise<Templates> {
  const { results } = await selectTemplates(db, shop_id).all<OwnTemplateRow>();
  const live = results.toReversed().map(versionOf).flatMap(({ template, ...version }) =>
    template === null ? [] : [{ ...version, template }]
  );
  return {
    live,
    deleted: results.filter(({ content }) => content === null).map(({ name }) => name).toReversed(),
  };
}

/** Makes the template live: the next mail that names it has it. `fault` names the field and the rule that it breaks. */
export async function publishTemplate(
  ports: TemplatePorts,
  shop: Shop,
  change: TemplateChange,
  template: OwnTemplate,
  now_ms: number,
): Promise<{ readonly published: TemplateChanged; readonly fault: DataFault | null }> {
  const fault = templateFault(template);
  if (fault !== null) return { published: err("invalid", fault.rule), fault };
  const [live] = await readTemplateVersions(ports, shop.id, change.name, 1);
  if (live?.template == null && (await readTemplates(ports, shop.id)).live.length >= TEMPLATES_MAX) {
    return { published: err("too_many", `There must be <= ${TEMPLATES_MAX} templates`), fault: null };
  }
  return { published: await addVersion(ports, shop, change, { live, template }, now_ms), fault: null };
}

/** Deletes the template; its versions stay, so that it can be brought back. False where it is not there. */
export async function deleteTemplate(
  ports: TemplatePorts,
  shop: Shop,
  change: TemplateChange,
  now_ms: number,
): Promise<TemplateChanged> {
  const [live] = await readTemplateVersions(ports, shop.id, change.name, 1);
  if (live?.template == null) return ok(false);
  return await addVersion(ports, shop, change, { live, template: null }, now_ms);
}

/** Makes an earlier version live again, as a version of its own. */
export async function bringTemplateBack(
  ports: TemplatePorts,
  shop: Shop,
  { version, ...change }: TemplateChange & { readonly version: string },
  now_ms: number,
): Promise<TemplateChanged | Result<boolean, "unknown">> {
  const found = (await readTemplateVersions(ports, shop.id, change.name)).find(({ id }) => id === version);
  if (found?.template == null) return err("unknown", "There is no such version");
  return (await publishTemplate(ports, shop, change, found.template, now_ms)).published;
}

/** Keeps what a person tries, as JSON and without checking it: it is shown to nobody else. */
export async function keepTemplateDraft(
  { db }: TemplatePorts,
  shop_id: string,
  { name, person }: Omit<TemplateChange, "id">,
  json: string,
  now_ms: number,
): Promise<void> {
  await upsertDraft(db, templateDraftOf(shop_id, name), person, { template: json }, now_ms).run();
}

/** What this person tried last; null where they tried nothing that is not live. */
export async function readTemplateDraft(
  { db }: TemplatePorts,
  shop_id: string,
  { name, person }: Omit<TemplateChange, "id">,
): Promise<{ readonly at: number; readonly json: string } | null> {
  const draft = readDraft(await selectDraft(db, templateDraftOf(shop_id, name), person).all());
  return draft === null ? null : { at: draft.at, json: draft.texts["template"]! };
}

/** Beside the drafts of built-in mails, whose kinds have no colon. */
function templateDraftOf(shop_id: string, name: string) {
  return { shop_id, kind: `own:${name}`, locale: "all" };
}

async function addVersion(
  { db }: TemplatePorts,
  { id: shop_id }: Shop,
  { id, name, person }: TemplateChange,
  { live, template }: { readonly live: TemplateVersion | undefined; readonly template: OwnTemplate | null },
  now_ms: number,
): Promise<TemplateChanged> {
  const content = template === null ? null : JSON.stringify(template);
  const before = live?.template == null ? null : JSON.stringify(live.template);
  const draft = deleteDraft(db, templateDraftOf(shop_id, name), person);
  if (content === before || live?.id === id) {
    await draft.run();
    return ok(false);
  }
  // Two within a millisecond still have an order.
  const at = Math.max(now_ms, (live?.at ?? 0) + 1);
  const [added] = await db.batch([
    insertTemplateVersion(db, shop_id, { name, at, id, person, content }, live ?? null),
    deleteOldTemplateVersions(db, shop_id, name, TEMPLATE_VERSIONS_KEPT),
    draft,
  ]);
  return added!.meta.changes > 0 ? ok(true) : err("changed_meanwhile", "Changed by two at once");
}

function versionOf({ content, ...row }: OwnTemplateRow): TemplateVersion {
  return { ...row, template: content === null ? null : JSON.parse(content) as OwnTemplate };
}
