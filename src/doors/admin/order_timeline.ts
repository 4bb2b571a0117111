/**
 * Puts everything that happened to an order into one list, the newest first, and what will come before it: events, mails,
 * messages and notes, ratings, acts of people. It decides nothing.
 */
import type { TimelineEntryView } from "../../../templates/admin/timeline.tsx";
import { w, wordFor } from "../../../templates/admin/words.ts";
import { oneLine, paragraphsOf } from "../../mail/format/text.ts";
import type { AuditRow } from "../../sql/audit.ts";
import type { OrderEntryRow } from "../../sql/cases.ts";
import type { MailRow } from "../../sql/desk.ts";
import type { FeedbackRow } from "../../sql/requests.ts";
import type { WebhookRow } from "../../sql/volumes.ts";
import { casePath, lastAt, mailLine, momentView } from "./desk_view.ts";
import type { Desk } from "./desk_env.ts";

export interface Happened {
  readonly events: readonly WebhookRow[];
  readonly mails: readonly MailRow[];
  readonly entries: readonly OrderEntryRow[];
  readonly ratings: readonly FeedbackRow[];
  readonly acts: readonly AuditRow[];
}

/** Entries of one page; an order with more than this shows its newest. */
const SHOWN_MAX = 300;

/** States of a mail whose bytes were written, so that they can be read. */
const LEFT: readonly MailRow["state"][] = [
  "sent",
  "delivered",
  "bounced",
  "complained",
  "unknown",
  "shadowed",
];

/** Acts whose own event stands in the list, with its reason. */
const TOLD_BY_EVENTS: readonly string[] = ["messages.hold"];

interface Dated {
  readonly at_ms: number;
  readonly entry: Omit<TimelineEntryView, "at">;
}

export interface Timeline {
  readonly to_come: readonly TimelineEntryView[];
  readonly past: readonly TimelineEntryView[];
}

export function timelineOf(desk: Desk, happened: Happened): Timeline {
  const all = [
    ...happened.events.flatMap((webhook) => eventEntries(webhook)),
    ...happened.mails.map((mail) => mailEntry(desk, mail)),
    ...happened.entries.map((entry) => caseEntry(desk, entry)),
    ...happened.ratings.map(ratingEntry),
    // What was done to a case stands in the case's own thread.
    ...happened.acts.filter(({ case_id, act }) => case_id === null && !TOLD_BY_EVENTS.includes(act)).map(
      actEntry,
    ),
  ];
  const seen = ({ at_ms, entry }: Dated): TimelineEntryView => ({ ...entry, at: momentView(desk, at_ms) });
  const is_to_come = ({ at_ms }: Dated) => at_ms > desk.now_ms;
  return {
    to_come: all.filter(is_to_come).toSorted((a, b) => a.at_ms - b.at_ms).map(seen),
    past: all.filter((one) => !is_to_come(one)).toSorted((a, b) => b.at_ms - a.at_ms).slice(0, SHOWN_MAX)
      .map(seen),
  };
}

function entry(kind: TimelineEntryView["kind"], title: string): Omit<TimelineEntryView, "at"> {
  return {
    kind,
    title,
    code: null,
    state: null,
    by: null,
    words: [],
    why: null,
    times: [],
    link: null,
    again: null,
    key: null,
  };
}

function eventEntries({ events, source }: WebhookRow): readonly Dated[] {
  return events.map((event) => ({
    at_ms: Date.parse(event.at),
    entry: event.type === "messages.held"
      ? {
        ...entry("act", wordFor("event", event.type)),
        by: oneLine(event.hold.by),
        words: paragraphsOf(event.hold.reason),
      }
      : {
        ...entry("event", wordFor("event", event.type)),
        code: event.type,
        by: wordFor("source", source),
      },
  }));
}

function mailEntry(desk: Desk, row: MailRow): Dated {
  const line = mailLine(desk, row, "times");
  return {
    at_ms: lastAt(row),
    entry: {
      ...entry("mail", line.name),
      state: line.state,
      why: line.reason,
      by: line.facts === "" ? null : line.facts,
      times: line.times,
      link: { href: line.href, label: w(LEFT.includes(row.state) ? "timeline.preview" : "timeline.details") },
      again: row.state === "owed" || row.state === "sending"
        ? null
        : { href: `${line.href}#again`, label: w("timeline.again") },
      key: line.key,
    },
  };
}

function caseEntry(desk: Desk, row: OrderEntryRow): Dated {
  const by = row.author === "customer"
    ? w("talk.customer")
    : row.author === "waybill"
    ? w("case.by_itself")
    : row.person ?? desk.shop.settings.name;
  const title = row.type === "note"
    ? w("timeline.noted")
    : row.type === "act"
    ? wordFor("act", row.act ?? "")
    : w(row.author === "customer" ? "timeline.wrote" : "timeline.answered");
  return {
    at_ms: row.at,
    entry: {
      ...entry(row.type === "message" ? "message" : "act", title),
      by: oneLine(by),
      words: row.type === "act" ? [] : paragraphsOf(row.words),
      link: { href: casePath(desk, row.case_id), label: oneLine(row.topic) || w("audit.case") },
    },
  };
}

function ratingEntry({ about, score, words, rated_at }: FeedbackRow): Dated {
  const of = about.split(":")[0]!;
  return {
    at_ms: rated_at,
    entry: {
      ...entry(
        "rating",
        w(of === "nps" ? "timeline.rated_of_ten" : "timeline.rated", {
          about: wordFor("rated", of),
          score,
        }),
      ),
      by: w("talk.customer"),
      words: paragraphsOf(words ?? ""),
    },
  };
}

function actEntry({ at, person, way, act }: AuditRow): Dated {
  return {
    at_ms: at,
    entry: {
      ...entry("act", wordFor("audit", act)),
      by: way === "api" ? `${person} ${w("audit.by_api")}` : person,
    },
  };
}
