/** The desk's verbs on dead letters: show one, take one or many again, delete one or many. It shows what a webhook says to its own shop alone. */
import type { Context } from "hono";
import { Hono } from "hono";
import { LetterPage } from "../../../templates/admin/letter.tsx";
import type { FrameView } from "../../../templates/admin/view.ts";
import type { WaitingView } from "../../../templates/admin/waiting.tsx";
import { w, wordFor } from "../../../templates/admin/words.ts";
import { closeLetters, fetchDeadLetter } from "../../flow/record/dead_letters.ts";
import { stopErasure } from "../../flow/privacy/held_requests.ts";
import { oneLine } from "../../mail/format/text.ts";
import { type DeadLetterRow, LETTER_AGE_MAX_MS } from "../../sql/dead_letters.ts";
import { problemPage } from "../error_page.tsx";
import { field } from "../forms/form.ts";
import {
  type Cause,
  lettersOf,
  ordersOfLetter,
  ordersOfLetters,
  replayLetter,
  replayLetters,
  tryLetter,
} from "../webhooks/replay.ts";
import type { DeskHono } from "./desk_env.ts";
import { noteAct } from "./desk_act.ts";
import { deskToken, openForm, stale } from "./desk_form.tsx";
import { countText, frameOf, homeOf, momentView, orderPath } from "./desk_view.ts";
import type { Desk } from "./desk_env.ts";
import { shownBody } from "./letter_body.ts";
import { causeText, missedText, triedView } from "./letter_words.ts";
import { ruleText } from "./rule_words.ts";

const TOPICS_SHOWN = 4;

export const letterPages = new Hono<DeskHono>();

/** Most letters of the same cause that one page lists. */
const SAME_MAX = 20;

letterPages.get("/letters/:id", async (context) => {
  const { desk } = context.var;
  const { ports, shop } = desk;
  const letter = await fetchDeadLetter(ports, shop.id, context.req.param("id"));
  if (letter === null) return problemPage(context, 404);
  const { row, body } = letter;
  const { source, field, rule } = row;
  const [tried, orders, same] = await Promise.all([
    tryLetter(ports, shop, letter),
    ordersOfLetter(ports, shop, letter),
    lettersOf(ports.db, shop.id, { source, field, rule }),
  ]);
  const home = `${homeOf(desk)}/waiting`;
  const others = same.filter(({ id }) => id !== row.id);
  const listed = others.slice(0, SAME_MAX);
  const named = await ordersOfLetters(ports, shop, listed);
  const view = {
    frame: await frameOf(desk, "waiting", { note: letterNote(context) }),
    id: row.id,
    title: causeText(row),
    cause: oneLine(`${field} ${rule}`),
    summary: w("letter.summary", {
      count: same.length,
      source: wordFor("source", source),
      first: momentView(desk, Math.min(...same.map(({ received_at }) => received_at), row.received_at)).text,
      last: momentView(desk, Math.max(...same.map(({ last_at }) => last_at), row.last_at)).text,
    }),
    orders: orders.map(({ id, number }) => ({ href: orderPath(desk, id), label: oneLine(number) })),
    missed: missedText(row),
    facts: [
      { name: w("letter.got"), value: oneLine(row.got) },
      { name: w("letter.topic"), value: oneLine(row.topic) },
      { name: w("letter.received"), value: momentView(desk, row.received_at).text },
      ...(row.count === 1 ? [] : [
        { name: w("letter.last"), value: momentView(desk, row.last_at).text },
        { name: w("letter.count"), value: countText(row.count) },
      ]),
      ...(row.tried_at === null
        ? []
        : [{ name: w("letter.tried"), value: momentView(desk, row.tried_at).text }]),
      { name: w("letter.bytes"), value: w("letter.bytes_value", { count: countText(row.bytes) }) },
      { name: w("letter.kept"), value: momentView(desk, row.last_at + LETTER_AGE_MAX_MS).text },
    ],
    now: tried === null
      ? { tone: "quiet" as const, text: w("letter.now_unknown") }
      : tried.fault === null
      ? { tone: "good" as const, text: w("letter.now_readable") }
      : {
        tone: "warn" as const,
        text: w("letter.now_refused", {
          fault: oneLine(`“${tried.fault.field}” ${ruleText(tried.fault.rule)}`),
        }),
      },
    tried: triedView(desk, tried?.orders ?? []),
    body: shownBody(body, row.field),
    replay: { action: `${home}/replay`, token: await deskToken(desk, "replay") },
    drop: { action: `${home}/drop`, token: await deskToken(desk, "drop") },
    all: others.length === 0 ? null : {
      fields: { source, field, rule },
      replay: w("letter.replay_all", { count: countText(same.length) }),
      drop: w("letter.drop_all", { count: countText(same.length) }),
    },
    same: listed.map((one) => ({
      href: `${home}/letters/${one.id}`,
      topic: oneLine(one.topic),
      orders: (named.get(one.id) ?? []).map(({ number }) => oneLine(number)),
      at: momentView(desk, one.last_at),
    })),
    same_more: others.length <= SAME_MAX ? null : w("letter.same_more", { count: others.length - SAME_MAX }),
    back: home,
  };
  return await context.html(<LetterPage view={view} />);
});

letterPages.post("/replay", async (context) => {
  const opened = await openForm(context, "replay");
  if (opened === null) return stale(context);
  const { ports, shop } = context.var.desk;
  const defer = (work: Promise<unknown>) => context.executionCtx.waitUntil(work);
  const id = field(opened.form, "id", 64);
  const home = `${homeOf(context.var.desk)}/waiting`;
  if (id !== "") {
    const replayed = await replayLetter(ports, shop, id, defer);
    const outcome = replayed?.outcome ?? "unknown";
    if (replayed !== null) {
      await noteAct(context.var.desk, opened.id, "letter.replay", { detail: { about: id } });
    }
    const stays = outcome === "refused" || outcome === "unavailable";
    return context.redirect(
      `${home}${stays ? `/letters/${encodeURIComponent(id)}` : ""}?done=${outcome}`,
      303,
    );
  }
  const cause = causeIn(opened.form);
  const { recorded, needless, refused, left } = await replayLetters(ports, shop, cause, defer);
  await noteAct(context.var.desk, opened.id, "letter.replay", { detail: { count: recorded + needless } });
  return context.redirect(`${home}?replayed=${[recorded, needless, refused, left].join(".")}`, 303);
});

letterPages.post("/drop", async (context) => {
  const opened = await openForm(context, "drop");
  if (opened === null) return stale(context);
  const { desk } = context.var;
  const { ports, shop } = desk;
  const id = field(opened.form, "id", 64);
  const cause = causeIn(opened.form);
  // Whoever names nothing deletes nothing.
  const meant = id !== ""
    ? [id]
    : cause.source === undefined
    ? []
    : (await lettersOf(ports.db, shop.id, cause)).map((one) => one.id);
  await closeLetters(ports, shop.id, meant, ports.clock());
  const about = id !== "" ? id : oneLine(`${cause.source}: ${cause.field} ${cause.rule}`).slice(0, 300);
  await noteAct(desk, opened.id, "letter.drop", {
    detail: id !== "" ? { about } : { about, count: meant.length },
  });
  const note = meant.length === 1 ? "done=dropped" : `dropped=${meant.length}`;
  return context.redirect(`${homeOf(desk)}/waiting?${note}`, 303);
});

/** What the letters that a form means have in common. */
function causeIn(form: FormData): Cause {
  const given = (name: string) => field(form, name, 500) || undefined;
  return { source: given("source"), field: given("field"), rule: given("rule") };
}

letterPages.post("/stop", async (context) => {
  const opened = await openForm(context, "stop");
  if (opened === null) return stale(context);
  const { ports, shop, now_ms } = context.var.desk;
  const source = field(opened.form, "source", 64);
  const was_waiting = await stopErasure(ports, shop.id, source, now_ms);
  if (was_waiting) await noteAct(context.var.desk, opened.id, "erasure.stop", { detail: { about: source } });
  return context.redirect(
    `${homeOf(context.var.desk)}/waiting?done=${was_waiting ? "stopped" : "not_stopped"}`,
    303,
  );
});

/** Returns what the last act came to, for the page that shows what is left. */
export function letterNote(context: Context<DeskHono>): FrameView["note"] {
  const [recorded, needless, refused, left] = (context.req.query("replayed") ?? "").split(".").map(Number);
  if ([recorded, needless, refused, left].every((count) => Number.isSafeInteger(count))) {
    const text = w("waiting.replayed", {
      recorded: recorded!,
      needless: needless!,
      refused: refused!,
      left: left!,
    });
    return { tone: refused === 0 ? "good" : "bad", text: text.trim() };
  }
  const dropped = Number(context.req.query("dropped") ?? NaN);
  if (Number.isSafeInteger(dropped)) {
    return { tone: "good", text: w("letter.dropped_many", { count: dropped }) };
  }
  const done = context.req.query("done") ?? "";
  if (done === "dropped") return { tone: "good", text: w("letter.dropped") };
  if (done === "stopped") return { tone: "good", text: w("waiting.stopped") };
  if (done === "not_stopped") return { tone: "bad", text: w("waiting.not_stopped") };
  const text = wordFor("letter", `done_${done}`);
  if (text === `done_${done}`) return null;
  return { tone: BAD.includes(done) ? "bad" : "good", text };
}

const BAD = ["refused", "unavailable", "unknown"];

/** Groups letters by their cause, the newest first; a cause links to its newest letter. */
export function letterGroups(desk: Desk, rows: readonly DeadLetterRow[]): WaitingView["letters"] {
  const causes = Map.groupBy(rows, ({ source, field, rule }) => [source, field, rule].join("\n"));
  return [...causes.values()].map((letters) => {
    const { id, source, field, rule, last_at, reason } = letters[0]!;
    const topics = [...new Set(letters.map(({ topic }) => topic))];
    const count = letters.length;
    return {
      href: `${homeOf(desk)}/waiting/letters/${id}`,
      cause: causeText({ source, field, rule, reason }),
      missed: missedText(letters[0]!),
      topics: oneLine(
        w("waiting.letters_topics", {
          source: wordFor("source", source),
          topics: topics.slice(0, TOPICS_SHOWN).join(", ") + (topics.length > TOPICS_SHOWN ? " …" : ""),
        }),
      ),
      count: w("waiting.letters_many", { count }),
      at: momentView(desk, last_at),
      fields: { source, field, rule },
      replay: w("waiting.letters_replay", { count }),
      replay_spoken: w("waiting.letters_replay_one", {
        count,
        source: wordFor("source", source),
        rule: oneLine(`“${field}” ${ruleText(rule)}`),
      }),
    };
  });
}
