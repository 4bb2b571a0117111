/**
 * Takes what somebody writes in the Slack thread of a case: an answer goes to the customer once, a note to colleagues. What
 * was done is shown in the thread, and so is what could not be done. An answer that a colleague has overtaken is not sent.
 */
import type { CaseEntry } from "../../cases/case.ts";
import { askSlack } from "../../channels/slack.ts";
import { noteIn, plainOfSlack, type SlackApp } from "../../messages/slack.ts";
import { type PersonRow, selectPersonByEmail } from "../../sql/people.ts";
import { readEntries, selectEntries } from "../../sql/cases.ts";
import { selectCaseOfThread, selectPostsOfCase, type SlackPost } from "../../sql/slack_posts.ts";
import { mayAct } from "../../values/role.ts";
import { withoutTurns } from "../../values/plain_text.ts";
import { answerCase } from "../cases/answer_case.ts";
import { changeCase } from "../cases/change_case.ts";
import type { RequestPorts } from "../customer/receive_request.ts";
import type { Shop } from "../ports.ts";
import { recordAct } from "./record_act.ts";
import { answeredBy, postAnswer, type SlackPorts } from "./slack_app.ts";

/** A message in a thread, written by a person. */
export interface SlackSaid {
  readonly channel: string;
  /** The message, and the post with which its thread begins. */
  readonly ts: string;
  readonly thread_ts: string;
  /** Slack's id of the person. */
  readonly user: string;
  readonly text: string;
  readonly has_files: boolean;
}

export type SlackTaken = "answered" | "noted" | "refused" | "not_ours";

const WORDS_MAX = 10_000;

type Ports = RequestPorts & SlackPorts;

export async function takeSlackAnswer(
  ports: Ports,
  shop: Shop,
  app: SlackApp,
  said: SlackSaid,
  now_ms: number,
): Promise<SlackTaken> {
  const { db, fetch_chat } = ports;
  const { channel, ts, thread_ts } = said;
  const found = await selectCaseOfThread(db, shop.id, channel, thread_ts).first<
    { readonly case_id: string }
  >();
  if (found === null) return "not_ours";
  const tell = async (text: string): Promise<"refused"> => {
    await askSlack(fetch_chat, app.bot_token, "chat.postMessage", { channel, thread_ts, text });
    return "refused";
  };
  const person = await personOf(ports, shop, app, said.user);
  if (!person.ok) return await tell(`Nothing was sent: ${person.why}`);
  const words = withoutTurns(plainOfSlack(said.text)).slice(0, WORDS_MAX);
  if (words === "") return await tell("Nothing was sent: files and signs stay in Slack. Write it in words.");
  // Slack sends an event again until it is answered; a message has the same name each time.
  const id = `slack-${channel}-${ts.replace(".", "-")}`;
  const note = noteIn(words);
  const { case_id } = found;
  const overtaken = note === null ? await overtakenBy(ports, shop, case_id, said) : null;
  if (overtaken !== null) {
    // Slack may send the event again: the sign under the message says that this was done.
    const held = await askSlack(fetch_chat, app.bot_token, "reactions.add", {
      channel,
      timestamp: ts,
      name: "raised_hand",
    });
    if (held.outcome !== "ok" && held.reason === "already_reacted") return "refused";
    const posted = await postAnswer(ports, shop, { ...app, channel }, {
      case_id,
      thread_ts,
      answer: overtaken,
      says: `Nothing was sent: ${answeredBy(overtaken)} already. Write it again if it is still to go.`,
    });
    if (posted.outcome === "ok") await db.batch([...posted.value]);
    return "refused";
  }
  const acting = { case_id, id, person: person.name };
  const done = note === null
    ? await answerCase(ports, shop, { ...acting, words }, now_ms)
    : await changeCase(ports, shop, acting, { type: "note", words: note }, now_ms);
  if (!done.ok) return await tell("Nothing was sent: this case does not exist any more.");
  await recordAct(db, shop, {
    id,
    person: person.name,
    way: "slack",
    act: note === null ? "case.answer" : "case.note",
    case_id,
  }, now_ms);
  const name = note === null ? "white_check_mark" : "memo";
  const marked = await askSlack(fetch_chat, app.bot_token, "reactions.add", { channel, timestamp: ts, name });
  const is_marked = marked.outcome === "ok" || marked.reason === "already_reacted";
  if (!is_marked || said.has_files) {
    await askSlack(fetch_chat, app.bot_token, "chat.postMessage", {
      channel,
      thread_ts,
      text: [
        note === null ? "Sent to the customer." : "Kept as a note.",
        ...(said.has_files ? ["Files stay in Slack; only the words went."] : []),
      ].join(" "),
    });
  }
  return note === null ? "answered" : "noted";
}

/**
 * Returns the answer to the customer's last message that somebody gave elsewhere, unless the thread showed it before this
 * was written; null where there is none.
 */
async function overtakenBy(
  { db }: Ports,
  shop: Shop,
  case_id: string,
  { channel, ts }: SlackSaid,
): Promise<CaseEntry | null> {
  const [selected, posted] = await db.batch([
    selectEntries(db, shop.id, case_id),
    selectPostsOfCase(db, shop.id, case_id),
  ]);
  const entries = readEntries(selected!).filter(({ type }) => type === "message");
  const own = `slack-${channel}-${ts.replace(".", "-")}`;
  // The event comes again: the answer has gone.
  if (entries.some(({ id }) => id === own)) return null;
  const shown = (posted!.results as unknown as readonly SlackPost[]).filter((post) =>
    post.channel === channel && isBefore(post.ts, ts)
  );
  const asked = entries.findLastIndex(({ author }) => author === "customer");
  const answer = entries.slice(asked + 1).findLast(({ id, author }) =>
    author === "shop" && !id.startsWith(`slack-${channel}-`)
  );
  return answer === undefined || shown.some(({ entry_id }) => entry_id === answer.id) ? null : answer;
}

/** Compares Slack's names of messages: seconds and a counter. */
function isBefore(one: string, other: string): boolean {
  const [seconds = 0, count = 0] = one.split(".").map(Number);
  const [other_seconds = 0, other_count = 0] = other.split(".").map(Number);
  return seconds < other_seconds || seconds === other_seconds && count < other_count;
}

type Person = { readonly ok: true; readonly name: string } | { readonly ok: false; readonly why: string };

/** A person of the desk by their Slack account's address; others of the team by their name there. Guests answer nobody. */
async function personOf(
  { db, fetch_chat }: Ports,
  shop: Shop,
  app: SlackApp,
  user: string,
): Promise<Person> {
  const asked = await askSlack(fetch_chat, app.bot_token, "users.info", { user });
  if (asked.outcome === "refused") {
    return { ok: false, why: `Slack does not say who you are (${asked.reason}).` };
  }
  // Slack asks again with the same event.
  if (asked.outcome === "later") {
    throw new Error(`Cannot take an answer as Slack must say who writes: ${asked.reason}`);
  }
  const { team_id, is_bot, is_restricted, is_ultra_restricted, is_stranger, real_name, profile } =
    asked.value.user;
  const email = profile.email?.toLowerCase();
  const known = email === undefined ? null : await selectPersonByEmail(db, shop.id, email).first<PersonRow>();
  if (known !== null) {
    return mayAct(known.role, "agent")
      ? { ok: true, name: known.name }
      : { ok: false, why: "at the desk you may look, and not answer." };
  }
  const is_foreign = team_id !== undefined && !(shop.secrets["slack_team"] ?? []).includes(team_id);
  if (is_bot || is_restricted || is_ultra_restricted || is_stranger || is_foreign) {
    return { ok: false, why: "guests and people of other companies cannot answer customers." };
  }
  const name = (profile.real_name ?? real_name ?? "").trim().slice(0, 100);
  return name === "" ? { ok: false, why: "your Slack account has no name." } : { ok: true, name };
}
