/** Serves a shop's own texts of one kind of mail, makes others live, and brings back earlier ones, through the API. */
import { Hono } from "hono";
import * as v from "valibot";
import { bringBack, publishTexts, VERSIONS_SHOWN } from "../../flow/desk/own_texts.ts";
import { textsIn } from "../../flow/settings/texts_in.ts";
import { sendSample } from "../../flow/desk/send_sample.ts";
import { readSettings } from "../../flow/settings/change_settings.ts";
import { MAIL_KINDS } from "../../messages/message.ts";
import { readVersions, selectVersions } from "../../sql/texts.ts";
import { EmailAddress, FilledText, Id } from "../../values/schemas.ts";
import { isOwnAddress } from "../own_address.ts";
import { noteAct } from "./api_act.ts";
import type { ApiHono } from "./api_env.ts";
import { complain, JSON_MAX_BYTES, readJson, refuse } from "./body.ts";

const TEXTS_MAX_BYTES = 100_000;
const OF = {
  kind: v.picklist(MAIL_KINDS),
  locale: v.pipe(v.string(), v.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "Must be a BCP 47 language tag")),
};
const ACTING = {
  /** Idempotency key: the same id is one version. */
  id: Id,
  ...OF,
  author: v.optional(v.pipe(FilledText, v.maxLength(100)), "API"),
};
export const TextsOf = v.object(OF);
export const NewTexts = v.object({
  ...ACTING,
  texts: v.record(v.string(), v.pipe(v.string(), v.maxLength(2_000))),
});
export const TestMail = v.object({ id: Id, ...OF, to: EmailAddress });
export const EarlierTexts = v.object({ ...ACTING, version: Id });

export const textApi = new Hono<ApiHono>();

textApi.get("/", async (context) => {
  const { ports, shop } = context.var;
  const of = v.safeParse(TextsOf, { kind: context.req.query("kind"), locale: context.req.query("locale") });
  if (!of.success) return complain(context, 400, "kind", "must be a kind of mail, with its locale");
  const { kind, locale } = of.output;
  const [settings, versions] = await Promise.all([
    readSettings(ports.directory, shop.id),
    selectVersions(ports.db, { shop_id: shop.id, kind, locale }, VERSIONS_SHOWN).all(),
  ]);
  return context.json({
    texts: textsIn(JSON.parse(settings), locale, kind),
    versions: readVersions(versions).map(({ id, at, person, texts }) => ({
      version: id,
      at: new Date(at).toISOString(),
      person,
      texts,
    })),
  });
});

textApi.post("/", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, NewTexts, TEXTS_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const { author, ...change } = read.value;
  const { published, fault } = await publishTexts(ports, shop, { ...change, person: author }, ports.clock());
  if (fault !== null) return complain(context, 422, fault.field || "texts", fault.rule);
  if (!published.ok) {
    return complain(context, 409, "texts", "must not be changed by two at once: read them again");
  }
  const { id, kind, locale } = change;
  if (published.value.length > 0) {
    const detail = { about: `${kind} ${locale}`, changes: published.value };
    await noteAct(context, "texts.changed", { id, person: author, detail });
  }
  return context.json({ changed: published.value.length > 0 });
});

/** To the shop's own addresses and people alone: a program writes to customers by messages that they are owed. */
textApi.post("/test", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, TestMail, JSON_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const { id, kind, locale, to } = read.value;
  if (!await isOwnAddress(ports, shop, to)) {
    return complain(context, 422, "to", "must be an address of the shop, or of one of its people");
  }
  const sent = await sendSample(ports, shop, { id, kind, locale, to: to.toLowerCase() }, ports.clock());
  if (!sent.ok) return complain(context, 409, "to", `must be taken by a channel: ${sent.message}`);
  await noteAct(context, "texts.test", { id, detail: { about: `${kind} ${locale}` } });
  return context.json({ sent: true }, 202);
});

textApi.post("/back", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, EarlierTexts, TEXTS_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const { author, ...change } = read.value;
  const brought = await bringBack(ports, shop, { ...change, person: author }, ports.clock());
  if (!brought.ok) {
    return brought.reason === "unknown"
      ? complain(context, 404, "version", "must be a version of these texts")
      : complain(context, 409, "texts", "must not be changed by two at once, and still fit the catalogue");
  }
  const { id, kind, locale } = change;
  const detail = { about: `${kind} ${locale}`, changes: brought.value };
  await noteAct(context, "texts.brought_back", { id, person: author, detail });
  return context.json({ changed: brought.value.length > 0 });
});
