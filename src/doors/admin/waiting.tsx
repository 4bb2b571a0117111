/** Requests to erase everything, dead letters, deliveries that wait for their order, sums that contradict themselves, and topics that say nothing: names, types and amounts alone. */
import type { Context } from "hono";
import { WaitingPage, type WaitingView } from "../../../templates/admin/waiting.tsx";
import { deskLocale, w, withCapital, wordFor } from "../../../templates/admin/words.ts";
import { oneLine } from "../../mail/format/text.ts";
import { formatMinor } from "../../orders/money.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import { type ContradictionRow, selectContradictions } from "../../sql/contradictions.ts";
import { type DeadLetterRow, LETTERS_MAX, selectDeadLetters } from "../../sql/dead_letters.ts";
import { type HeldRow, selectHeldRequests } from "../../sql/held_requests.ts";
import { type IgnoredRow, selectIgnored } from "../../sql/ignored.ts";
import { readParked, selectParkedPage } from "../../sql/parked.ts";
import { openCursor, sealCursor } from "../cursor.ts";
import { problemPage } from "../error_page.tsx";
import { countText, frameOf, homeOf, momentView, orderPath } from "./desk_view.ts";
import { deskToken } from "./desk_form.tsx";
import { letterGroups, letterNote } from "./letters.tsx";
import { spillView } from "./spill.tsx";
import type { Desk, DeskHono } from "./desk_env.ts";

const PAGE_MAX = 50;
const CURSOR = "desk parked";
const DAY_MS = 86_400_000;

export async function waitingPage(context: Context<DeskHono>): Promise<Response> {
  const { desk } = context.var;
  const { ports, shop, now_ms } = desk;
  const cursor = context.req.query("after");
  const after = cursor === undefined ? [] : await openCursor(ports, shop.id, CURSOR, cursor, 3);
  if (after === null) return await problemPage(context, 404);
  const [held, letters, parked, ignored, contradictions] = await ports.db.batch([
    selectHeldRequests(ports.db, shop.id),
    selectDeadLetters(ports.db, shop.id, null, LETTERS_MAX),
    selectParkedPage(ports.db, shop.id, after, PAGE_MAX),
    selectIgnored(ports.db, shop.id),
    selectContradictions(ports.db, shop.id),
  ]);
  const rows = readParked(parked!);
  const last = rows.length < PAGE_MAX ? undefined : rows.at(-1);
  const next = last === undefined
    ? null
    : await sealCursor(ports, shop.id, CURSOR, [last.names[0]!, last.source, last.webhook_id]);
  const view = {
    frame: await frameOf(desk, "waiting", { note: letterNote(context) }),
    held: (held!.results as unknown as readonly HeldRow[]).filter(({ state }) => state === "waiting")
      .map(({ source, due_at }) => ({
        source,
        name: wordFor("source", source),
        due: momentView(desk, due_at),
      })),
    stop: { action: `${homeOf(desk)}/waiting/stop`, token: await deskToken(desk, "stop") },
    letters: letterGroups(desk, letters!.results as unknown as readonly DeadLetterRow[]),
    letters_count: w("waiting.letters_count", { count: countText(letters!.results.length) }),
    replay: { action: `${homeOf(desk)}/waiting/replay`, token: await deskToken(desk, "replay") },
    kept: await spillView(desk),
    parked: rows.map(({ names, events, source, received_at }) => ({
      names: names.map((name) => oneLine(nameText(name))),
      types: events.map(({ type }) => type).join(", "),
      source,
      at: momentView(desk, received_at),
      long: received_at < now_ms - DAY_MS,
    })),
    next: next === null ? null : `${homeOf(desk)}/waiting?after=${next}`,
    contradictions: (contradictions!.results as unknown as readonly ContradictionRow[]).map((row) =>
      contradictionView(desk, row)
    ),
    ignored: (ignored!.results as unknown as readonly IgnoredRow[])
      .toSorted((a, b) => b.count - a.count)
      .map(({ source, topic, count, last_at }) => ({
        source,
        topic: oneLine(topic),
        count: count === 1 ? w("waiting.once") : w("waiting.many", { count: countText(count) }),
        at: momentView(desk, last_at),
      })),
  };
  return await context.html(<WaitingPage view={view} />);
}

function contradictionView(desk: Desk, row: ContradictionRow): WaitingView["contradictions"][number] {
  const { source, sender_id } = splitOrderId(row.order_id);
  const money = (minor: number) => formatMinor(minor, row.currency, deskLocale());
  return {
    order: {
      href: orderPath(desk, row.order_id),
      label: oneLine(`${sourceName(source)} ${sender_id}`),
    },
    what: w("waiting.sums_what", {
      about: oneLine(row.about),
      stated: money(row.stated_minor),
      parts: money(row.parts_minor),
    }),
    source: row.source,
    webhook: oneLine(row.webhook_id),
    at: momentView(desk, row.received_at),
  };
}

function sourceName(source: string): string {
  return withCapital(wordFor("source", source));
}

/** Words a name such as `demo/~tracking/0034…`; an order's own key is shown without the shop. */
function nameText(name: string): string {
  const { source, sender_id } = splitOrderId(name);
  const by = (["number", "tracking", "payment"] as const).find((one) => source === `~${one}`);
  return by === undefined ? `${sourceName(source)} ${sender_id}` : w(`waiting.${by}`, { value: sender_id });
}
