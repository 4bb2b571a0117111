/** The desk's view of a shop's senders: when each was last heard, its steps, and its secrets, of which none is shown. */
import type { Context } from "hono";
import { Hono } from "hono";
import {
  type SenderLineView,
  SenderPage,
  SendersPage,
  type StepBlock,
  type StepInline,
} from "../../../templates/admin/senders.tsx";
import type { StateView } from "../../../templates/admin/view.ts";
import { w, withCapital, wordFor } from "../../../templates/admin/words.ts";
import { sendersOf, type SenderState, type SenderView as Sender } from "../../flow/connect/senders.ts";
import { COUNTED } from "../../sql/sender_counts.ts";
import { problemPage } from "../error_page.tsx";
import { field } from "../forms/form.ts";
import {
  dropOldSecrets,
  isMadeHere,
  rotateSecret,
  SENDER_NAMES,
  senderAddress,
  senderIn,
} from "../webhooks/sender_secrets.ts";
import { noteAct } from "./desk_act.ts";
import { ruleText } from "./rule_words.ts";
import { deskToken, openForm, stale } from "./desk_form.tsx";
import { spanText } from "./case_view.ts";
import { frameOf, homeOf, momentView } from "./desk_view.ts";
import type { Desk, DeskHono } from "./desk_env.ts";

const TONES: Readonly<Record<SenderState, StateView["tone"]>> = {
  well: "good",
  silent: "bad",
  unread: "warn",
  waits: "quiet",
};
const SECRET_MAX = 4_097;
/** What the steps have in the place of the shop's own address. */
const ADDRESS = "{address}";

export const senderPages = new Hono<DeskHono>();

senderPages.get("/", async (context) => {
  const { desk } = context.var;
  const { ports, shop, now_ms } = desk;
  const senders = await sendersOf(ports.db, shop, SENDER_NAMES, now_ms);
  const others = SENDER_NAMES.filter((name) => !senders.some(({ source }) => source === name));
  const view = {
    frame: await frameOf(desk, "settings"),
    senders: senders.map((one) => lineOf(desk, one)),
    others: others.map((name) => ({ href: pathOf(desk, name), label: nameOf(name) })),
  };
  return await context.html(<SendersPage view={view} />);
});

senderPages.get("/:source", (context) => show(context, {}));

senderPages.post("/:source/secret", async (context) => {
  const opened = await openForm(context, "settings");
  if (opened === null) return stale(context);
  const source = senderIn(context.req.param("source"));
  if (source === null) return problemPage(context, 404);
  const { desk } = context.var;
  const given = field(opened.form, "do", 10) === "make" ? null : field(opened.form, "secret", SECRET_MAX);
  if (given === "") return await show(context, { fault: w("senders.fault_empty") });
  const rotated = await rotateSecret(desk.ports, desk.shop, source, given, opened.id);
  if (!rotated.ok) {
    return await show(context, {
      fault: rotated.reason === "invalid"
        ? w("settings.fault", { field: w("senders.secret"), rule: ruleText(ruleIn(rotated.message)) })
        : w(`senders.fault_${rotated.reason}`),
    });
  }
  await noteAct(desk, opened.id, "secret.rotate", { detail: { about: source } });
  if (rotated.value !== null) return await show(context, { made: rotated.value });
  return context.redirect(`${pathOf(desk, source)}?note=kept#secret`, 303);
});

senderPages.post("/:source/drop", async (context) => {
  const opened = await openForm(context, "settings");
  if (opened === null) return stale(context);
  const source = senderIn(context.req.param("source"));
  if (source === null) return problemPage(context, 404);
  const { desk } = context.var;
  await dropOldSecrets(desk.ports, desk.shop, source);
  await noteAct(desk, opened.id, "secret.drop", { detail: { about: source } });
  return context.redirect(`${pathOf(desk, source)}?note=dropped#secret`, 303);
});

async function show(
  context: Context<DeskHono>,
  { fault = null, made = null }: { readonly fault?: string | null; readonly made?: string | null },
): Promise<Response> {
  const source = senderIn(context.req.param("source"));
  if (source === null) return problemPage(context, 404);
  const { desk: before } = context.var;
  // What was just changed is shown: the isolate remembers the shop as it was.
  const shop = context.req.method === "GET"
    ? before.shop
    : await before.ports.find_shop(before.shop.id, before.now_ms) ?? before.shop;
  const desk: Desk = { ...before, shop };
  const { ports, now_ms } = desk;
  const known = (await sendersOf(ports.db, shop, [source], now_ms))[0] ?? null;
  const home = pathOf(desk, source);
  const token = await deskToken(desk, "settings");
  const address = senderAddress(ports, shop.id, source);
  const { default: steps } = await import("./sender_steps.json");
  const live = known?.live_secrets ?? 0;
  const note = context.req.query("note");
  const view = {
    frame: await frameOf(desk, "settings", {
      note: context.req.method === "GET" && (note === "kept" || note === "dropped")
        ? { tone: "good" as const, text: w(`senders.${note}`) }
        : null,
    }),
    name: nameOf(source),
    state: known === null ? { label: w("senders.state_none"), tone: "quiet" as const } : stateView(known),
    facts: known === null ? [] : factsOf(desk, known),
    address,
    back: `${homeOf(desk)}/settings/senders`,
    fault,
    made,
    secret: {
      live: w("senders.live", { count: live }),
      ...verifiedView(desk, known),
      is_made_here: isMadeHere(source),
      rotate: { action: `${home}/secret`, token },
      drop: live > 1 ? { action: `${home}/drop`, token } : null,
    },
    steps: (steps as Readonly<Record<string, readonly StepBlock[]>>)[source]!.map((step) =>
      addressed(step, address)
    ),
  };
  return await context.html(<SenderPage view={view} />, fault === null ? 200 : 422);
}

function lineOf(desk: Desk, one: Sender): SenderLineView {
  return {
    source: one.source,
    name: nameOf(one.source),
    state: stateView(one),
    last: one.last_at_ms === null ? null : momentView(desk, one.last_at_ms),
    topic: one.topic,
    counts: isCounted(one) ? countsLines(one).map(({ name, value }) => `${name}: ${value}`) : [],
    usual: usualText(one),
    unread: one.unread === 0
      ? null
      : { href: `${homeOf(desk)}/waiting`, label: w("senders.unread", { count: one.unread }) },
    steps: pathOf(desk, one.source),
  };
}

function factsOf(desk: Desk, one: Sender): readonly { readonly name: string; readonly value: string }[] {
  return [
    {
      name: w("senders.last"),
      value: one.last_at_ms === null ? w("senders.never") : momentView(desk, one.last_at_ms).text,
    },
    ...(one.topic === null ? [] : [{ name: w("senders.about"), value: one.topic }]),
    ...(one.silence_ms === null ? [] : [{ name: w("senders.silence"), value: spanText(one.silence_ms) }]),
    ...(isCounted(one) ? countsLines(one) : []),
  ];
}

/** `120 taken, 1 repeated` of the last 24 hours and 7 days; what there was none of is left out but for what was taken. */
function countsLines({ counts }: Sender): readonly { readonly name: string; readonly value: string }[] {
  return ([["day", counts.day], ["week", counts.week]] as const).map(([name, of]) => ({
    name: w(`senderspan.${name}`),
    value: COUNTED.filter((what) => what === "taken" || of[what] > 0)
      .map((what) => w(`sendercount.${what}`, { count: of[what] })).join(", "),
  }));
}

function isCounted({ counts: { week } }: Sender): boolean {
  return COUNTED.some((what) => week[what] > 0);
}

/** `Secret of standard must be …: got text of 3 characters` as the clause alone. */
function ruleIn(message: string): string {
  return message.replace(/^Secret of \S+ /, "").replace(/: got text of \d+ characters$/, "");
}

/** The sender's name where nothing stands before it. */
function nameOf(source: string): string {
  return withCapital(wordFor("source", source));
}

function usualText({ state, silence_ms }: Sender): string | null {
  return state !== "silent" || silence_ms === null
    ? null
    : w("senders.usual", { time: spanText(silence_ms) });
}

function stateView({ state, unread }: Sender): StateView {
  return { label: w(`senders.state_${state}`, { count: unread }), tone: TONES[state] };
}

/** Whether the newest of several secrets has verified a webhook, and an older one since. */
function verifiedView(
  desk: Desk,
  known: Sender | null,
): { readonly verified: StateView | null; readonly verified_why: string | null } {
  if (known === null || known.live_secrets < 2) return { verified: null, verified_why: null };
  const { newest_verified_at_ms: newest, older_verified_at_ms: older } = known;
  if (newest === null) {
    return {
      verified: { label: w("senders.new_waits"), tone: "warn" },
      verified_why: w("senders.new_waits_why"),
    };
  }
  const time = momentView(desk, newest).text;
  return older !== null && older > newest
    ? { verified: { label: w("senders.both"), tone: "warn" }, verified_why: w("senders.both_why", { time }) }
    : {
      verified: { label: w("senders.new_works"), tone: "good" },
      verified_why: w("senders.new_works_why", { time }),
    };
}

function addressed(step: StepBlock, address: string): StepBlock {
  const put = (parts: readonly StepInline[]) =>
    parts.map((part) => ({ ...part, text: part.text.replaceAll(ADDRESS, address) }));
  return step.as === "row" ? { ...step, cells: step.cells.map(put) } : { ...step, parts: put(step.parts) };
}

function pathOf(desk: Pick<Desk, "shop">, source: string): string {
  return `${homeOf(desk)}/settings/senders/${source}`;
}
