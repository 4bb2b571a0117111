/** Shows and changes what a shop promises and how it looks: brand, returns and schedule, hours and answers. */
import type { Context } from "hono";
import { Hono } from "hono";
import { SettingsPartPage, type SettingsPartView } from "../../../templates/admin/settings_part.tsx";
import { deskLocale, w, wordFor } from "../../../templates/admin/words.ts";
import { withParts } from "../../flow/settings/change_parts.ts";
import { changeSettings, type GivenSettings, readSettings } from "../../flow/settings/change_settings.ts";
import { publicHolidaysOf } from "../../orders/public_holidays.ts";
import { localTime } from "../../orders/quiet_hours.ts";
import { problemPage } from "../error_page.tsx";
import { noteAct } from "./desk_act.ts";
import { deskToken, openForm, stale } from "./desk_form.tsx";
import { frameOf, homeOf } from "./desk_view.ts";
import type { Desk, DeskHono } from "./desk_env.ts";
import { CannedSection, type CannedView } from "../../../templates/admin/canned.tsx";
import { cannedView } from "./canned_view.ts";
import { fieldViews, givenParts } from "./settings_fields.ts";
import { PARTS, type SettingsPartName } from "./settings_parts.ts";
import { ruleText } from "./rule_words.ts";

const HOLIDAYS_SHOWN = 4;

export const partPages = new Hono<DeskHono>();

partPages.get("/:part{brand|promises|answers}", (context) => showPart(context, partIn(context), null));

partPages.post("/:part{brand|promises|answers}", async (context) => {
  const opened = await openForm(context, "settings");
  if (opened === null) return stale(context);
  const { desk } = context.var;
  const part = partIn(context);
  if (part === null) return problemPage(context, 404);
  const { ports, shop, now_ms } = desk;
  const result = await changeSettings(
    ports,
    shop.id,
    (given) => withParts(given, givenParts(part, given, opened.form), now_ms),
  );
  if (!result.ok) {
    return await showPart(context, part, {
      typed: opened.form,
      canned: null,
      ...(result.reason === "invalid" ? { fault: result.fault } : {}),
    });
  }
  if (result.changes.length > 0) {
    await noteAct(desk, opened.id, "settings.changed", { detail: { changes: result.changes } });
  }
  return context.redirect(`${homeOf(desk)}/settings/${part}?note=saved`, 303);
});

function partIn(context: Context<DeskHono>): SettingsPartName | null {
  const part = context.req.param("part");
  return part !== undefined && Object.hasOwn(PARTS, part) ? part as SettingsPartName : null;
}

interface Refused {
  /** Of the part's own form. */
  readonly typed: FormData | null;
  /** Of the form of a new canned answer. */
  readonly canned: CannedView["refused"];
  /** Absent where somebody else changed the settings meanwhile. */
  readonly fault?: { readonly field: string; readonly rule: string };
}

/** Shows a part; with `refused`, what was typed and why it cannot be kept. */
export async function showPart(
  context: Context<DeskHono>,
  part: SettingsPartName | null,
  refused: Refused | null,
): Promise<Response> {
  if (part === null) return problemPage(context, 404);
  const { desk } = context.var;
  const given: GivenSettings = JSON.parse(await readSettings(desk.ports.directory, desk.shop.id));
  const fault = refused?.fault ?? null;
  const view: SettingsPartView = {
    frame: await frameOf(desk, "settings", {
      note: context.req.query("note") === "saved" && refused === null
        ? { tone: "good", text: w("settings.saved") }
        : null,
    }),
    part,
    title: wordFor("settingstab", part),
    fault: refused === null
      ? null
      : fault === null
      ? w("settings.fault_meanwhile")
      : w("settings.fault", { field: nameOf(fault.field), rule: ruleText(fault.rule) }),
    sections: await Promise.all(PARTS[part].map(async (section) => ({
      id: section.id,
      title: wordFor("settingspart", section.id),
      lead: leadOf(section.id),
      note: section.id === "rest" ? await nextHolidays(desk) : null,
      fields: fieldViews(section, given, refused?.typed ?? null, fault),
    }))),
    form: { action: `${homeOf(desk)}/settings/${part}`, token: await deskToken(desk, "settings") },
  };
  return await context.html(
    <SettingsPartPage view={view}>
      {part === "answers"
        ? <CannedSection view={await cannedView(desk, given, refused?.canned ?? null)} />
        : null}
    </SettingsPartPage>,
    refused === null ? 200 : 422,
  );
}

/** Names the next public holidays of the shop's country, so that its people see what counts. */
async function nextHolidays({ shop: { settings: { country, time_zone } }, now_ms }: Desk): Promise<string> {
  if (country === undefined) return w("settings.holidays_need_country");
  const { default: table } = await import("../../orders/public_holidays.json");
  const { day: today } = localTime(time_zone, now_ms);
  const year = Number(today.slice(0, 4));
  const days = [year, year + 1].flatMap((one) => publicHolidaysOf(table, country, one))
    .filter((day) => day >= today).slice(0, HOLIDAYS_SHOWN);
  const format = new Intl.DateTimeFormat(deskLocale(), { dateStyle: "medium", timeZone: "UTC" });
  return w("settings.next_holidays", {
    country: new Intl.DisplayNames(deskLocale(), { type: "region" }).of(country) ?? country,
    days: new Intl.ListFormat(deskLocale(), { type: "unit" })
      .format(days.map((day) => format.format(Date.parse(`${day}T00:00:00Z`)))),
  });
}

function leadOf(section: string): string | null {
  const lead = wordFor("settingslead", section);
  return lead === section ? null : lead;
}

/** The field by the name that the page shows. */
function nameOf(field: string): string {
  const parts = field.split(".");
  for (let count = parts.length; count > 0; count--) {
    const name = parts.slice(0, count).join(".");
    const label = wordFor("setting", name);
    if (label !== name) return label;
  }
  return field;
}
