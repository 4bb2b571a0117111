/** Shows how well the shop's mails arrive: warnings, rates by mailbox provider, channels, and what DMARC reports say of its domain. */
import type { Context } from "hono";
import { DeliverabilityPage, type DeliverabilityView } from "../../../templates/admin/deliverability.tsx";
import { w } from "../../../templates/admin/words.ts";
import type { DmarcSource } from "../../domains/dmarc_sources.ts";
import { OTHER } from "../../figures/counts.ts";
import type { NamedRates, TrustedRate } from "../../figures/deliverability.ts";
import {
  type ChannelToday,
  type Deliverability,
  readDeliverability,
  type Warning,
} from "../../flow/deliverability/read_deliverability.ts";
import { domainOf } from "../forms/sender_check.ts";
import { countText, frameOf, homeOf, momentView, shareText, upTo } from "./desk_view.ts";
import type { Desk, DeskHono } from "./desk_env.ts";

/** A rate of fewer mails than this is shown with the bounds between which it lies. */
const SURE_OF = 10_000;

export async function deliverabilityPage(context: Context<DeskHono>): Promise<Response> {
  const { desk } = context.var;
  const found = await readDeliverability(desk.ports.db, desk.shop, desk.now_ms);
  const home = homeOf(desk);
  const view: DeliverabilityView = {
    frame: await frameOf(desk, "deliverability"),
    warnings: found.warnings.map((one) => ({ text: warningText(one), tone: one.level })),
    counted: found.counted,
    days: w("deliver.days", { days: found.days }),
    rates: [
      { ...found.rates.whole, name: w("deliver.all") },
      ...found.rates.domains.map((one) => ({
        ...one,
        name: one.name === OTHER ? w("deliver.others") : one.name,
      })),
    ].map(rateRow),
    channels: found.channels.map((one) => channelRow(desk, one, found.rates.channels)),
    dmarc: dmarcView(desk, found),
    links: [
      { href: `${home}/domain`, label: w("deliver.check_domain") },
      { href: `${home}/channels`, label: w("tab.channels") },
      {
        href: `${home}/suppressions`,
        label: w("deliver.suppressions", {
          count: upTo(found.suppressions.count, found.suppressions.up_to),
        }),
      },
    ],
  };
  return await context.html(<DeliverabilityPage view={view} />);
}

function warningText({ topic, name, count, of }: Warning): string {
  const counts = { count: countText(count), of: countText(of) };
  const named = { ...counts, name: name === OTHER ? w("deliver.others") : name ?? "" };
  switch (topic) {
    case "complaints":
      return name === null ? w("deliver.warn_complaints_all", counts) : w("deliver.warn_complaints", named);
    case "bounces":
      return name === null ? w("deliver.warn_bounces_all", counts) : w("deliver.warn_bounces", named);
    case "quota":
      return w("deliver.warn_quota", named);
    case "warm_up":
      return w("deliver.warn_warm_up", counts);
    case "resting":
      return w("deliver.warn_resting", named);
    case "dmarc_fails":
      return w("deliver.warn_dmarc_fails", { ...counts, name: name ?? w("deliver.unsigned") });
  }
}

function rateRow({ name, mails, complaints, bounces }: NamedRates): DeliverabilityView["rates"][number] {
  return { name, mails: countText(mails), complaints: rateView(complaints), bounces: rateView(bounces) };
}

/** A rate that nothing can be said of has no colour. */
function rateView({ value, from, to, mails, level, count }: TrustedRate) {
  if (value === null || from === null || to === null) return { text: w("rate.none"), tone: "quiet" } as const;
  const share = `${shareText(value)} (${countText(count)})`;
  return {
    text: mails >= SURE_OF
      ? share
      : w("deliver.between", { share, from: shareText(from), to: shareText(to) }),
    tone: level === "warn" || level === "bad" ? level : level === "good" ? "good" : "quiet",
  } as const;
}

function channelRow(
  desk: Desk,
  { channel, state, resting_until, sent_today, most_today }: ChannelToday,
  rates: readonly NamedRates[],
): DeliverabilityView["channels"][number] {
  const own = rates.find(({ name }) => name === channel);
  return {
    name: channel,
    state: state === "open"
      ? { label: w("channels.open"), tone: "good" }
      : resting_until === null
      ? { label: w("deliver.failing"), tone: "warn" }
      : {
        label: w("channels.rests", { until: momentView(desk, Date.parse(resting_until)).text }),
        tone: "bad",
      },
    today: most_today === null
      ? w("channels.no_limit")
      : w("channels.today", { sent: countText(sent_today), most: countText(most_today) }),
    complaints: own === undefined ? null : rateView(own.complaints),
    bounces: own === undefined ? null : rateView(own.bounces),
  };
}

function dmarcView(desk: Desk, { dmarc }: Deliverability): DeliverabilityView["dmarc"] {
  const domain = domainOf(desk.shop.settings);
  return {
    lead: dmarc.mails === 0 ? w("deliver.no_reports") : w("deliver.reports", {
      weeks: dmarc.weeks,
      passed: shareText(dmarc.passed / dmarc.mails),
      mails: countText(dmarc.mails),
    }),
    sources: dmarc.sources.map(sourceRow),
    reporters: dmarc.reporters.map(({ domain: name, reports, mails }) =>
      w("deliver.reporter", { name, reports, mails: countText(mails) })
    ),
    record: dmarc.address === null ? null : {
      name: `_dmarc.${domain}`,
      value: `v=DMARC1; p=none; rua=mailto:${dmarc.address}`,
    },
  };
}

function sourceRow(source: DmarcSource): DeliverabilityView["dmarc"]["sources"][number] {
  const { from, signed_by, return_path, mails, dkim, spf, passed, quarantined, rejected, ips } = source;
  const share = mails === 0 ? 0 : passed / mails;
  return {
    name: signed_by ?? return_path ?? w("deliver.unsigned"),
    facts: [
      signed_by !== null && return_path !== null ? w("deliver.return_path", { name: return_path }) : null,
      w("deliver.from", { name: from }),
      ips.join(", "),
    ].filter((fact) => fact !== null),
    mails: countText(mails),
    dkim: shareText(mails === 0 ? 0 : dkim / mails),
    spf: shareText(mails === 0 ? 0 : spf / mails),
    held: countText(quarantined + rejected),
    state: {
      label: w("deliver.passed", { share: shareText(share) }),
      tone: share >= 0.98 ? "good" : share >= 0.9 ? "warn" : "bad",
    },
  };
}
