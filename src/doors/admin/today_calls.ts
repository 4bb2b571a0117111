/** Returns what needs a person at a shop, as sentences with links; empty where nothing does. */
import type { CallView } from "../../../templates/admin/today.tsx";
import { w, wordFor } from "../../../templates/admin/words.ts";
import { type AlarmName, isDismissed } from "../../flow/desk/dismiss_alarm.ts";
import { isOpen } from "../../messages/circuit.ts";
import { ratesOf } from "../../messages/reputation.ts";
import { totalsOf } from "../../messages/advice.ts";
import { WRONG_STATES } from "../../sql/ledger.ts";
import { oneLine } from "../../mail/format/text.ts";
import { countText, homeOf, mailId, momentView } from "./desk_view.ts";
import type { Desk } from "./desk_env.ts";
import type { Day } from "./today_day.ts";

const OVERDUE_COUNTED = 6;

export function callsOn(desk: Desk, day: Day): readonly CallView[] {
  return [
    ...heldCalls(desk, day),
    ...overdueCall(desk, day),
    ...circuitCalls(desk, day),
    ...rateCalls(desk, day),
    ...WRONG_STATES.filter((state) => day.wrong[state] > 0).map((state): CallView => ({
      tone: state === "unknown" ? "warn" : "bad",
      text: w(`call.${state}`, { count: day.wrong[state] }),
      link: { href: `${homeOf(desk)}/mails?state=${state}`, label: w("call.mails_link") },
      alarm: state,
    })),
    ...unreachableCall(desk, day),
    ...unreadCalls(desk, day),
    ...shadowCall(desk),
    ...(day.parked === 0 ? [] : [
      {
        tone: "warn",
        text: w("call.parked", { count: day.parked }),
        link: { href: `${homeOf(desk)}/waiting`, label: w("call.parked_link") },
        alarm: "parked",
      } as const,
    ]),
  ];
}

function overdueCall(desk: Desk, { overdue }: Day): readonly CallView[] {
  const [oldest] = overdue;
  if (oldest === undefined) return [];
  const values = { count: overdue.length, since: momentView(desk, oldest.due_at ?? oldest.dated_at).text };
  return [{
    tone: "bad",
    text: w(overdue.length >= OVERDUE_COUNTED ? "call.overdue_more" : "call.overdue", values),
    link: { href: `${homeOf(desk)}/mails/${mailId(oldest)}`, label: w("call.overdue_link") },
    alarm: null,
  }];
}

function circuitCalls(desk: Desk, { circuits }: Day): readonly CallView[] {
  return circuits.filter((circuit) => isOpen(circuit, desk.now_ms)).map((
    { channel, open_until, reason },
  ) => ({
    tone: "bad",
    text: w("call.circuit", { channel, until: momentView(desk, open_until).text, reason: oneLine(reason) }),
    link: { href: `${homeOf(desk)}/channels`, label: w("call.circuit_link") },
    alarm: null,
  }));
}

function rateCalls(desk: Desk, { figures, put_aside }: Day): readonly CallView[] {
  const { complaints, bounces } = ratesOf(totalsOf(figures.kinds));
  const link = { href: `${homeOf(desk)}#improve`, label: w("call.rate_link") };
  const isAside = (alarm: AlarmName) => isDismissed(put_aside, alarm, desk.now_ms);
  const is_complained = complaints.level === "warn" || complaints.level === "bad";
  return [
    ...(is_complained && !isAside("complaint_rate")
      ? [{
        tone: complaints.level as "warn" | "bad",
        text: w("call.complaint_rate"),
        link,
        alarm: "complaint_rate",
      }]
      : []),
    ...(bounces.level === "bad" && !isAside("bounce_rate")
      ? [{ tone: bounces.level, text: w("call.bounce_rate"), link, alarm: "bounce_rate" }]
      : []),
  ];
}

function unreachableCall(desk: Desk, { unreachable }: Day): readonly CallView[] {
  return unreachable === 0 ? [] : [{
    tone: "bad",
    text: w("call.unreachable", { count: unreachable }),
    link: { href: `${homeOf(desk)}/unreachable`, label: w("call.unreachable_link") },
    alarm: null,
  }];
}

function shadowCall(desk: Desk): readonly CallView[] {
  return !desk.shop.settings.mails.shadow ? [] : [{
    tone: "warn",
    text: w("call.shadow"),
    link: { href: `${homeOf(desk)}/settings`, label: w("call.shadow_link") },
    alarm: null,
  }];
}

function heldCalls(desk: Desk, { held }: Day): readonly CallView[] {
  return held.filter(({ state }) => state === "waiting").map(({ source, due_at }) => ({
    tone: "bad",
    text: w("call.held", { source: wordFor("source", source), due: momentView(desk, due_at).text }),
    link: { href: `${homeOf(desk)}/waiting`, label: w("call.held_link") },
    alarm: null,
  }));
}

/** It ends when the last of the sender's webhooks was taken again or deleted. */
function unreadCalls(desk: Desk, { figures, with_letters }: Day): readonly CallView[] {
  return figures.unread.filter(({ source }) => with_letters.includes(source)).map((
    { source, unread, webhooks, is_capped },
  ) => ({
    tone: "warn",
    text: w(is_capped ? "call.unread_more" : "call.unread", {
      unread: countText(unread),
      all: countText(webhooks),
      source: wordFor("source", source),
    }),
    link: { href: `${homeOf(desk)}/waiting#letters`, label: w("call.unread_link") },
    alarm: null,
  }));
}
