/** Serves a shop's settings and changes them, dry or for good. A refusal names the setting and its rule. */
import type { Context } from "hono";
import { Hono } from "hono";
import * as v from "valibot";
import {
  changeSettings,
  type GivenSettings,
  readSettings,
  type SettingsChange,
} from "../../flow/settings/change_settings.ts";
import { withParts } from "../../flow/settings/change_parts.ts";
import { MESSAGES } from "../../messages/message.ts";
import { copiesOf, stateOf, SWITCHABLE_KINDS } from "../../orders/mail_settings.ts";
import type { ShopSettings } from "../../orders/shop.ts";
import { complain, readJson, refuse } from "./body.ts";
import { noteAct } from "./api_act.ts";
import type { ApiHono } from "./api_env.ts";

const SETTINGS_MAX_BYTES = 100_000;
export const Given = v.record(v.string(), v.unknown());
type Given = v.InferOutput<typeof Given>;

export const settingsApi = new Hono<ApiHono>();

settingsApi.get("/", async (context) => {
  const { ports, shop } = context.var;
  return context.json({
    settings: JSON.parse(await readSettings(ports.directory, shop.id)),
    mails: mailsOf(shop.settings),
  });
});

/** Replaces all settings. */
settingsApi.put("/", async (context) => await change(context, (_, given) => given));

/** Replaces the parts that are given, each as a whole. */
settingsApi.patch(
  "/",
  async (context) =>
    await change(context, (before, given) => withParts(before, given, context.var.ports.clock())),
);

/** Changes the mails' settings that are given: kinds and copies one by one, everything else as a whole. */
settingsApi.patch("/mails", async (context) =>
  await change(context, (before, given) => {
    const mails = (before["mails"] ?? {}) as Given;
    const merged = (name: "kinds" | "copies") =>
      isObject(given[name]) ? { [name]: withoutNull({ ...(mails[name] as Given), ...given[name] }) } : {};
    return { ...before, mails: { ...mails, ...given, ...merged("kinds"), ...merged("copies") } };
  }));

async function change(
  context: Context<ApiHono>,
  changed: (before: GivenSettings, given: Given) => unknown,
): Promise<Response> {
  const { ports, shop } = context.var;
  const read = await readJson(context, Given, SETTINGS_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const dry = context.req.query("dry") !== undefined;
  const result = await changeSettings(ports, shop.id, (before) => changed(before, read.value), { dry });
  if (result.ok && !dry && result.changes.length > 0) {
    await noteAct(context, "settings.changed", { detail: { changes: result.changes } });
  }
  return answer(context, result, dry);
}

function answer(context: Context<ApiHono>, result: SettingsChange, dry: boolean): Response {
  if (result.ok) return context.json({ changed: !dry, mails: mailsOf(result.settings) });
  return result.reason === "changed_meanwhile"
    ? complain(context, 409, "settings", "must not be changed by two at once: read them again")
    : complain(context, 422, result.fault.field || "body", result.fault.rule);
}

/** What the settings mean for each kind that may be switched off. */
function mailsOf({ mails }: ShopSettings) {
  return {
    shadow: mails.shadow,
    kinds: SWITCHABLE_KINDS.map((kind) => ({
      kind,
      name: MESSAGES[kind].name,
      state: stateOf(mails, kind),
      copies: copiesOf(mails, kind),
    })),
  };
}

function isObject(value: unknown): value is Given {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A `null` takes an entry away. */
function withoutNull(entries: Given): Given {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== null));
}
