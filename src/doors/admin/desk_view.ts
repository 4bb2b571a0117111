/** Turns rows into what the desk's pages show: moments, mails in a list, the frame of a page. It decides nothing. */
import type { FrameView, MailLineView, MomentView, Tab, Tone } from "../../../templates/admin/view.ts";
import { deskLocale, w, wordFor } from "../../../templates/admin/words.ts";
import { codesIn, meaningOf } from "../../conversations/failure_codes.ts";
import type { PackForm } from "../../flow/disputes/dispute_pack.ts";
import { dateText, momentText } from "../../mail/format/dates.ts";
import { oneLine } from "../../mail/format/text.ts";
import { isStandaloneKind, keyText, type MessageState } from "../../messages/message.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import { COUNTED_MAX, type MailRow, wrongAt } from "../../sql/desk.ts";
import { WRONG_STATES } from "../../sql/ledger.ts";
import { type OpenCounts, readOpenCounts } from "../../sql/open_counts.ts";
import { mayAct } from "../../values/role.ts";
import { deskToken } from "./desk_form.tsx";
import type { Desk } from "./desk_env.ts";
import { leastRole } from "./least_role.ts";

/** Age in milliseconds from which a day is shown with its year. */
const YEAR_MS = 300 * 86_400_000;

/** From here on the navigation says "99+". */
const SHOWN_MAX = 99;

const TONES: Readonly<Record<MessageState, Tone>> = {
  owed: "quiet",
  sending: "quiet",
  sent: "quiet",
  delivered: "good",
  bounced: "bad",
  complained: "bad",
  suppressed: "quiet",
  failed: "bad",
  unknown: "warn",
  shadowed: "quiet",
};

export async function frameOf(
  desk: Desk,
  tab: Tab | null,
  { sought = "", note = null }: Partial<Pick<FrameView, "sought" | "note">> = {},
): Promise<FrameView> {
  const { shop, email, has_session, person, role, ports: { db } } = desk;
  return {
    shop: { id: shop.id, name: shop.settings.name },
    tab,
    counts: countsView(await readOpenCounts(db, shop.id)),
    sought,
    who: email === null
      ? w("frame.by_token")
      : role === "owner" && person === email
      ? email
      : w("frame.by_role", { person, role: w(`role.${role}`) }),
    out_token: has_session ? await deskToken(desk, "out") : null,
    may: (method, path) => mayAct(role, leastRole(method, path)),
    note,
    seek_token: await deskToken(desk, "seek"),
    language_token: await deskToken(desk, "language"),
  };
}

/** What waits on each page, where anything does. */
function countsView({ cases, returns, ratings, shortages, letters }: OpenCounts): FrameView["counts"] {
  const by_tab = { cases, returns, stock: shortages, feedback: ratings, waiting: letters };
  return Object.fromEntries(
    Object.entries(by_tab).filter(([, count]) => count > 0)
      .map(([tab, count]) => [tab, count > SHOWN_MAX ? upTo(SHOWN_MAX, SHOWN_MAX) : countText(count)]),
  );
}

export function momentView({ shop, now_ms }: Desk, at_ms: number): MomentView {
  const iso = new Date(at_ms).toISOString();
  const zone = shop.settings.time_zone;
  return {
    iso,
    text: Math.abs(now_ms - at_ms) > YEAR_MS
      ? dateText(deskLocale(), zone, at_ms)
      : momentText(deskLocale(), zone, iso),
  };
}

export function countText(count: number): string {
  return count.toLocaleString(deskLocale());
}

/** Words a share, with two digits after the point at most. */
export function shareText(share: number, digits = 2): string {
  return `${(100 * share).toLocaleString(deskLocale(), { maximumFractionDigits: digits })} %`;
}

/** Words a number that was counted up to the bound `most`. */
export function upTo(count: number, most: number = COUNTED_MAX): string {
  return count >= most ? w("figure.or_more", { count: countText(most) }) : countText(count);
}

/** Returns a mail's line: with the moment by which the list is ordered, or with every time of the mail. */
export function mailLine(desk: Desk, row: MailRow, shows: "moment" | "times"): MailLineView {
  const { kind, state, number, channel, attempts } = row;
  return {
    href: `${homeOf(desk)}/mails/${mailId(row)}`,
    name: wordFor("message", kind),
    order: number === null ? null : { href: orderPath(desk, row.subject), label: oneLine(number) },
    state: { label: w(`state.${state}`), tone: TONES[state] },
    reason: reasonText(row),
    at: shows === "times" ? null : momentView(desk, wrongAt(row)),
    facts: [
      channel,
      attempts === 0 || state === "suppressed" || state === "shadowed"
        ? null
        : w("mail.attempts_count", { count: attempts }),
    ]
      .filter((part) => part !== null).join(" · "),
    times: shows === "times" ? timesOf(desk, row) : [],
    key: canBeOwedAgain(row) ? keyText(row) : null,
  };
}

/**
 * Returns the reason in the desk's words where the catalogue has some, otherwise as the channel or the remote server
 * wrote it.
 */
function reasonText({ state, reason }: MailRow): string | null {
  if (state === "owed" && reason === "held") return w("reason.held");
  if (reason === null || state === "suppressed") return reason && wordFor("reason", reason);
  const meaning = meaningOf(codesIn(reason).enhanced_status);
  const [, severity, said = reason] = /^(hard|soft): (.*)$/s.exec(reason) ?? [];
  const sentence = oneLine(severity === undefined ? said : `${wordFor("bounce", severity)}: ${said}`);
  return meaning === undefined ? sentence : `${w(`meaning.${meaning}`)} ${sentence}`;
}

/** Returns the time of the last change of a mail in any state. */
export function lastAt(row: MailRow): number {
  return row.due_at === null ? wrongAt(row) : row.due_at;
}

export function timesOf(desk: Desk, row: MailRow): MailLineView["times"] {
  const left = row.state !== "failed" && row.state !== "suppressed" && row.state !== "unknown";
  const event = row.state === "bounced" || row.state === "complained" ? row.state : "delivered";
  // What left in the minute for which it was planned says so once.
  const kept = (at: number | null) => at === null || sameMinute(at, row.closed_at) ? null : at;
  const times = [
    [w("time.dated"), row.dated_at === row.due_at ? null : kept(row.dated_at)],
    [w("time.due"), kept(row.due_at)],
    [w(left ? "time.settled" : "time.ended"), row.closed_at],
    [w(`time.${event}`), row.event_at],
    [w("time.opened"), row.opened_at],
    [w("time.clicked"), row.clicked_at],
  ] as const;
  return times.flatMap(([label, at]) => at === null ? [] : [{ label, at: momentView(desk, at) }]);
}

function sameMinute(a: number, b: number | null): boolean {
  return b !== null && Math.floor(a / 60_000) === Math.floor(b / 60_000);
}

export function homeOf({ shop }: Pick<Desk, "shop">): string {
  return `/admin/${shop.id}`;
}

/** Returns the path of an order by its key; two orders may have the same number. */
export function orderPath(desk: Pick<Desk, "shop">, order_id: string): string {
  const { source, sender_id } = splitOrderId(order_id);
  return `${homeOf(desk)}/orders?${new URLSearchParams({ id: `${source}/${sender_id}` })}`;
}

/** Returns the path of an order's dispute pack. */
export function disputePath(desk: Pick<Desk, "shop">, order_id: string, form: PackForm): string {
  const { source, sender_id } = splitOrderId(order_id);
  const query = new URLSearchParams({ id: `${source}/${sender_id}`, as: form });
  return `${homeOf(desk)}/orders/dispute?${query}`;
}

export function casePath(desk: Pick<Desk, "shop">, case_id: string): string {
  return `${homeOf(desk)}/cases/${encodeURIComponent(case_id)}`;
}

/** Returns a message key in the form used in paths: base64url. */
export function mailId(key: Parameters<typeof keyText>[0]): string {
  return new TextEncoder().encode(keyText(key)).toBase64({ alphabet: "base64url", omitPadding: true });
}

function canBeOwedAgain({ state, kind, has_words }: MailRow): boolean {
  return (WRONG_STATES as readonly string[]).includes(state) && (!isStandaloneKind(kind) || has_words === 1);
}
