/**
 * Shows every kind of mail in every language with a sample or an order of the shop's own, sends one to the person who
 * looks, and changes its texts: tried as a draft, made live as a version, brought back.
 */
import type { Context } from "hono";
import { Hono } from "hono";
import * as v from "valibot";
import { MailKindPage, MailKindsPage } from "../../../templates/admin/mail_kinds.tsx";
import type { FrameView } from "../../../templates/admin/view.ts";
import { w } from "../../../templates/admin/words.ts";
import { CATALOGUES } from "../../../templates/locales/translate.ts";
import { findOrder } from "../../flow/archive/open_order.ts";
import { bringBack, keepDraft, publishTexts, VERSIONS_SHOWN } from "../../flow/desk/own_texts.ts";
import { textsIn } from "../../flow/settings/texts_in.ts";
import { sendSample } from "../../flow/desk/send_sample.ts";
import { readSettings } from "../../flow/settings/change_settings.ts";
import { soonest } from "../../flow/trials/read_trials.ts";
import { type NewTrial, readOutlook, startTrial } from "../../flow/trials/start_trial.ts";
import { type OwnOrder, type SampleMail, sampleMail } from "../../mail/samples/sample_mail.ts";
import { isOrderKind, MAIL_KINDS, type MailKind } from "../../messages/message.ts";
import { referenceNames } from "../../orders/reference.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import { ShopSettings } from "../../orders/shop.ts";
import { readLedger, selectLedger } from "../../sql/messages.ts";
import { type OwnTexts, readDraft, readVersions, selectDraft, selectVersions } from "../../sql/texts.ts";
import { FRAMED_MAIL_POLICY } from "../framed_mail.ts";
import { problemPage } from "../error_page.tsx";
import { field } from "../forms/form.ts";
import { noteAct } from "./desk_act.ts";
import { openForm, stale } from "./desk_form.tsx";
import { frameOf, homeOf } from "./desk_view.ts";
import { type Asked, framed, kindsView, kindView, nameOfText, textsOfKind } from "./mail_kinds_view.ts";
import type { Desk, DeskHono } from "./desk_env.ts";
import { ruleText } from "./rule_words.ts";
import { differenceIn } from "./trials.tsx";

const TEXT_MAX = 2_000;
const ORDER_MAX = 128;
const NOTES = {
  live: "good",
  same: "good",
  back: "good",
  test: "good",
  no_address: "bad",
  not_sent: "bad",
  meanwhile: "bad",
  gone: "bad",
  no_trial: "bad",
} as const;

export const mailKindPages = new Hono<DeskHono>();

mailKindPages.get("/", async (context) => {
  const { desk } = context.var;
  const locale = localeIn(context.req.query("locale"), desk);
  return await context.html(
    <MailKindsPage view={kindsView(desk, await frameOf(desk, "texts"), locale)} />,
  );
});

mailKindPages.get("/:kind", (context) => showKind(context, null));

/** The mail alone, as it stands in the page's frame. */
mailKindPages.get("/:kind/html", async (context) => {
  const asked = askedIn(context);
  if (asked === null) return problemPage(context, 404);
  const { mail } = await writtenFor(context.var.desk, asked);
  context.set("policy", FRAMED_MAIL_POLICY);
  return context.html(framed(mail.html, asked.ground));
});

/** Tries texts, makes them live, or sends a test of them: one form, so that what was typed is kept whatever is done. */
mailKindPages.post("/:kind/texts", async (context) => {
  const opened = await openForm(context, "texts", 100_000);
  if (opened === null) return stale(context);
  const asked = askedIn(context);
  if (asked === null) return problemPage(context, 404);
  const { desk } = context.var;
  const { kind, locale } = asked;
  const texts = Object.fromEntries(
    textsOfKind(kind, locale).flatMap(({ name, usual }) => {
      const typed = field(opened.form, `text-${name}`, TEXT_MAX);
      return typed === "" || typed === usual ? [] : [[name, typed]];
    }),
  );
  await keepDraft(desk.ports, desk.shop, { kind, locale, texts, person: desk.person }, desk.now_ms);
  switch (field(opened.form, "do", 10)) {
    case "live": {
      const change = { id: opened.id, kind, locale, texts, person: desk.person };
      const { published, fault } = await publishTexts(desk.ports, desk.shop, change, desk.now_ms);
      if (fault !== null) {
        const name = textNameIn(fault.field, kind, locale);
        return await showKind(context, w("texts.fault", { name, rule: ruleText(fault.rule) }));
      }
      if (!published.ok) return back(context, asked, "meanwhile");
      if (published.value.length > 0) {
        await noteAct(desk, opened.id, "texts.changed", {
          detail: { about: `${kind} ${locale}`, changes: published.value },
        });
      }
      return back(context, asked, published.value.length > 0 ? "live" : "same");
    }
    case "test":
      return await sendTest(context, asked, opened.id);
    case "trial":
      return await tryTexts(context, asked, {
        id: opened.id,
        texts,
        difference: differenceIn(field(opened.form, "difference", 10)),
      });
    default:
      return back(context, asked, null);
  }
});

/** Names the text that breaks a rule as its field on the page does; another setting goes by its whole path. */
function textNameIn(path: string, kind: MailKind, locale: string): string {
  const own = `brand.texts.${locale}.${kind}.`;
  return path.startsWith(own) ? nameOfText(kind, locale, path.slice(own.length)) : path;
}

mailKindPages.post("/:kind/back", async (context) => {
  const opened = await openForm(context, "texts");
  if (opened === null) return stale(context);
  const asked = askedIn(context);
  if (asked === null) return problemPage(context, 404);
  const { desk } = context.var;
  const { kind, locale } = asked;
  const version = field(opened.form, "version", 100);
  const change = { id: opened.id, kind, locale, version, person: desk.person };
  const brought = await bringBack(desk.ports, desk.shop, change, desk.now_ms);
  if (!brought.ok) return back(context, asked, brought.reason === "changed_meanwhile" ? "meanwhile" : "gone");
  await noteAct(desk, opened.id, "texts.brought_back", {
    detail: { about: `${kind} ${locale}`, changes: brought.value },
  });
  return back(context, asked, "back");
});

/** Half of all orders get what was typed, in the place of what is live. */
async function tryTexts(
  context: Context<DeskHono>,
  asked: Asked,
  { id, texts, difference }: Pick<NewTrial, "id" | "difference"> & { readonly texts: OwnTexts },
): Promise<Response> {
  const { desk } = context.var;
  const { kind, locale } = asked;
  if (!isOrderKind(kind)) return back(context, asked, "no_trial");
  const settings = JSON.parse(await readSettings(desk.ports.directory, desk.shop.id));
  const live = textsIn(settings, locale, kind);
  const usual = Object.fromEntries(textsOfKind(kind, locale).map(({ name, usual }) => [name, usual]));
  const tried = Object.fromEntries(
    [...new Set([...Object.keys(texts), ...Object.keys(live)])].flatMap((name) => {
      const text = texts[name] ?? usual[name];
      return text === undefined || text === (live[name] ?? usual[name]) ? [] : [[name, text]];
    }),
  );
  const trial = { id, kind, texts: { [locale]: tried }, difference, person: desk.person };
  const started = await startTrial(desk.ports, desk.shop, trial, desk.now_ms);
  if (!started.ok) {
    if (started.fault !== undefined) {
      const name = nameOfText(kind, locale, started.fault.field.split(".").at(-1) ?? "");
      return await showKind(context, w("texts.fault", { name, rule: ruleText(started.fault.rule) }));
    }
    return await showKind(context, w(`trials.note_${started.reason}`));
  }
  await noteAct(desk, id, "trial.started", { detail: { about: `${kind} ${locale}` } });
  return context.redirect(`${homeOf(desk)}/figures/trials?note=started`, 303);
}

async function sendTest(context: Context<DeskHono>, asked: Asked, id: string): Promise<Response> {
  const { desk } = context.var;
  if (desk.email === null) return back(context, asked, "no_address");
  const { mail } = await writtenFor(desk, asked);
  const subject = w("texts.test_subject", { subject: mail.subject });
  const sample = { id, kind: asked.kind, locale: asked.locale, mail: { ...mail, subject }, to: desk.email };
  const sent = await sendSample(desk.ports, desk.shop, sample, desk.now_ms);
  if (!sent.ok) return back(context, asked, "not_sent");
  await noteAct(desk, id, "texts.test", { detail: { about: `${asked.kind} ${asked.locale}` } });
  return back(context, asked, "test");
}

async function showKind(context: Context<DeskHono>, fault: string | null): Promise<Response> {
  const asked = askedIn(context);
  if (asked === null) return problemPage(context, 404);
  const { desk } = context.var;
  const { ports: { db, directory }, shop } = desk;
  const of = { shop_id: shop.id, kind: asked.kind, locale: asked.locale };
  const [drafted, versions, settings, written] = await Promise.all([
    selectDraft(db, of, desk.person).all(),
    selectVersions(db, of, VERSIONS_SHOWN).all(),
    readSettings(directory, shop.id),
    writtenFor(desk, asked),
  ]);
  const view = await kindView(desk, await frameOf(desk, "texts", { note: noteOf(context) }), {
    asked,
    written,
    live: textsIn(JSON.parse(settings), asked.locale, asked.kind),
    draft: readDraft(drafted),
    versions: readVersions(versions),
    fault,
    takes: isOrderKind(asked.kind)
      ? soonest(await readOutlook(desk.ports, shop, asked.kind, differenceIn(""), desk.now_ms))
      : null,
  });
  return await context.html(<MailKindPage view={view} />, fault === null ? 200 : 422);
}

/** The mail with the person's draft where there is one, otherwise as it is live. */
async function writtenFor(desk: Desk, { kind, locale, order }: Asked): Promise<SampleMail> {
  const { ports: { db, directory }, shop, now_ms } = desk;
  const of = { shop_id: shop.id, kind, locale };
  const [drafted, settings, own] = await Promise.all([
    selectDraft(db, of, desk.person).all(),
    readSettings(directory, shop.id),
    order === "" ? null : ownOrder(desk, order),
  ]);
  const live = v.parse(ShopSettings, JSON.parse(settings));
  const draft = readDraft(drafted);
  try {
    return sampleMail(
      kind,
      locale,
      draft === null ? live : withTexts(live, asTexts(kind, locale, draft.texts)),
      own,
      now_ms,
    );
  } catch (error) {
    // A draft may be no ICU message yet; its fault is told when it is to be made live.
    if (draft === null) throw error;
    return sampleMail(kind, locale, live, own, now_ms);
  }
}

function asTexts(kind: string, locale: string, texts: OwnTexts) {
  return { kind, locale, texts };
}

function withTexts(
  settings: ShopSettings,
  { kind, locale, texts }: ReturnType<typeof asTexts>,
): ShopSettings {
  const all = settings.brand.texts ?? {};
  return {
    ...settings,
    brand: { ...settings.brand, texts: { ...all, [locale]: { ...all[locale], [kind]: texts } } },
  };
}

async function ownOrder({ ports, shop }: Desk, number: string): Promise<OwnOrder | null> {
  const row = await findOrder(ports, ...referenceNames(shop.id, { by: "number", value: number }));
  if (row === null || splitOrderId(row.id).shop_id !== shop.id || row.order.erased_at !== undefined) {
    return null;
  }
  return { order: row.order, ledger: readLedger(await selectLedger(ports.db, row.id).all(), row) };
}

function askedIn(context: Context<DeskHono>): Asked | null {
  const kind = MAIL_KINDS.find((one) => one === context.req.param("kind")) as MailKind | undefined;
  if (kind === undefined) return null;
  return {
    kind,
    locale: localeIn(context.req.query("locale"), context.var.desk),
    order: (context.req.query("order") ?? "").trim().slice(0, ORDER_MAX),
    size: context.req.query("size") === "desktop" ? "desktop" : "phone",
    ground: context.req.query("ground") === "dark" ? "dark" : "light",
    part: context.req.query("part") === "text" ? "text" : "html",
  };
}

function localeIn(asked: string | undefined, { shop: { settings } }: Desk): string {
  const known = Object.keys(CATALOGUES);
  return known.find((one) => one === asked) ?? known.find((one) => one === settings.locale.split("-")[0]) ??
    "en";
}

function back(context: Context<DeskHono>, asked: Asked, note: keyof typeof NOTES | null): Response {
  const { kind, ...query } = asked;
  const params = new URLSearchParams({ ...query, ...(note === null ? {} : { note }) });
  return context.redirect(`${homeOf(context.var.desk)}/mails/kinds/${kind}?${params}`, 303);
}

function noteOf(context: Context<DeskHono>): FrameView["note"] {
  const note = context.req.query("note") ?? "";
  return Object.hasOwn(NOTES, note)
    ? { tone: NOTES[note as keyof typeof NOTES], text: w(`texts.note_${note as keyof typeof NOTES}`) }
    : null;
}
