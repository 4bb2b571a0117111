/**
 * Says in the Slack thread of a case that an answer which was edited or deleted there has reached the customer as it was. It
 * changes nothing that was sent.
 */
import { askSlack } from "../../channels/slack.ts";
import type { SlackApp } from "../../messages/slack.ts";
import { readEntries, selectEntries } from "../../sql/cases.ts";
import { selectCaseOfThread } from "../../sql/slack_posts.ts";
import type { RequestPorts } from "../customer/receive_request.ts";
import type { Shop } from "../ports.ts";
import type { SlackPorts } from "./slack_app.ts";

export interface SlackChange {
  readonly channel: string;
  /** The message that was changed, and the post with which its thread begins. */
  readonly ts: string;
  readonly thread_ts: string;
  readonly became: "edited" | "deleted";
}

const SAYS = {
  edited:
    "The customer has this answer as it was before your change. Write what is to be put right as a new one.",
  deleted: "The customer has the answer that you deleted here. Write to them if it was wrong.",
} as const;

/** Returns whether something was said: not of a note, nor of what was never sent. */
export async function tellOfChange(
  { db, fetch_chat }: RequestPorts & SlackPorts,
  shop: Shop,
  app: SlackApp,
  { channel, ts, thread_ts, became }: SlackChange,
): Promise<boolean> {
  const found = await selectCaseOfThread(db, shop.id, channel, thread_ts).first<
    { readonly case_id: string }
  >();
  if (found === null) return false;
  const entries = readEntries(await selectEntries(db, shop.id, found.case_id).all());
  const id = `slack-${channel}-${ts.replace(".", "-")}`;
  if (!entries.some((entry) => entry.id === id && entry.type === "message")) return false;
  const posted = await askSlack(fetch_chat, app.bot_token, "chat.postMessage", {
    channel,
    thread_ts,
    text: SAYS[became],
  });
  // Slack sends the event again.
  if (posted.outcome === "later") {
    throw new Error(`Cannot tell of a change as Slack must take it: ${posted.reason}`);
  }
  return posted.outcome === "ok";
}
