/** Runs the domain check when a person presses the button. Its result is not stored. */
import type { Context } from "hono";
import { Hono } from "hono";
import { type CheckedChannelView, DomainPage, type RecordView } from "../../../templates/admin/domain.tsx";
import type { Tone } from "../../../templates/admin/view.ts";
import { w } from "../../../templates/admin/words.ts";
import { CHANNEL_DNS } from "../../domains/channel_dns.ts";
import type { DomainReport } from "../../domains/domain_check.ts";
import type { Finding } from "../../domains/finding.ts";
import { field } from "../forms/form.ts";
import { checkSender, domainOf, ownChannels } from "../forms/sender_check.ts";
import { findingText } from "./finding_words.ts";
import { deskToken, openForm, stale } from "./desk_form.tsx";
import { frameOf, homeOf } from "./desk_view.ts";
import type { DeskHono } from "./desk_env.ts";

const TONES: Readonly<Record<Finding["level"], Tone>> = {
  ok: "good",
  warning: "warn",
  error: "bad",
  unknown: "quiet",
};

export const domainPages = new Hono<DeskHono>();

const NOTHING = { channel: "", selectors: "", return_path: "", fault: null, checked: null };

domainPages.get("/", (context) => show(context, NOTHING));

domainPages.post("/", async (context) => {
  const opened = await openForm(context, "check");
  if (opened === null) return stale(context);
  const asked = {
    channel: field(opened.form, "channel", 30),
    selectors: field(opened.form, "selectors", 300),
    return_path: field(opened.form, "return_path", 254),
  };
  const { ports, shop: { settings } } = context.var.desk;
  const selectors = asked.selectors.split(/[\s,]+/).filter((name) => name !== "");
  const found = await checkSender(ports.resolve, settings, { ...asked, selectors });
  if (found === null) {
    return await show(context, { ...asked, fault: w("domain.fault_name"), checked: null }, 422);
  }
  const checked = found.map(({ channel, report }) => checkedView(channel, report));
  return await show(context, { ...asked, fault: null, checked });
});

interface Asked {
  readonly channel: string;
  readonly selectors: string;
  readonly return_path: string;
  readonly fault: string | null;
  readonly checked: readonly CheckedChannelView[] | null;
}

async function show(context: Context<DeskHono>, asked: Asked, status: 200 | 422 = 200): Promise<Response> {
  const { desk } = context.var;
  const own = ownChannels(desk.shop.settings);
  const others = Object.keys(CHANNEL_DNS).filter((name) => !(own as readonly string[]).includes(name));
  const view = {
    frame: await frameOf(desk, "domain"),
    domain: domainOf(desk.shop.settings),
    form: { action: `${homeOf(desk)}/domain`, token: await deskToken(desk, "check") },
    channels: [...own, ...others],
    has_own: own.length > 0,
    ...asked,
  };
  return await context.html(<DomainPage view={view} />, status);
}

export function checkedView(
  channel: string,
  { findings, records, questions }: DomainReport,
): CheckedChannelView {
  return {
    channel,
    summary: summaryOf(findings),
    findings: findings.map(({ part, level, message }) => ({
      part: w(`part.${part}`),
      state: { label: w(`level.${level}`), tone: TONES[level] },
      message: findingText(message),
    })),
    records: records.map(({ set, ...record }) => ({ ...record, state: recordState(set) })),
    unasked: questions.length === 0 ? null : w("domain.unasked", { count: questions.length }),
  };
}

function summaryOf(findings: readonly Finding[]): CheckedChannelView["summary"] {
  const has = (level: Finding["level"]) => findings.some((one) => one.level === level);
  if (has("error")) return { label: w("domain.wrong"), tone: "bad" };
  if (has("unknown")) return { label: w("domain.unsure"), tone: "quiet" };
  return has("warning")
    ? { label: w("domain.warns"), tone: "warn" }
    : { label: w("domain.well"), tone: "good" };
}

/** A record that DNS did not answer for may be set all the same. */
function recordState(set: boolean | null): RecordView["state"] {
  if (set === null) return { label: w("domain.not_known"), tone: "quiet" };
  return set ? { label: w("domain.set"), tone: "good" } : { label: w("domain.to_set"), tone: "warn" };
}
