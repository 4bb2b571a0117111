/** What a shop's Slack app needs, and how text turns into Slack's and back. Pure. */

/** https://docs.slack.dev/authentication/tokens: a bot token; the app's signing secret; the id of a channel. */
const FORMS = {
  bot_token: /^xoxb-[\w-]{10,200}$/,
  signing_secret: /^\w{16,100}$/,
  channel: /^[CG][A-Z0-9]{6,20}$/,
} as const;

export interface SlackApp {
  readonly bot_token: string;
  readonly signing_secret: string;
  /** Id of the channel in which cases are told. */
  readonly channel: string;
}

/** Returns which of the values has not the form that Slack gives it; null where all have. */
export function wrongSlackField(app: SlackApp): keyof SlackApp | null {
  return (Object.keys(FORMS) as (keyof SlackApp)[]).find((name) => !FORMS[name].test(app[name])) ?? null;
}

/** Escapes what Slack reads as markup, links and mentions: https://docs.slack.dev/messaging/formatting-message-text#escaping */
export function slackText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Quotes what somebody else said, cut to `chars_max`. */
export function slackQuote(text: string, chars_max: number): string {
  const cut = [...text.trim()].slice(0, chars_max).join("");
  return cut.split("\n").map((line) => `> ${slackText(line)}`).join("\n");
}

/** Returns a message as its writer typed it: links by their address, mentions left out, no escapes. */
export function plainOfSlack(text: string): string {
  return text
    .replace(/<(?:[@#!])[^>]*>/g, "")
    .replace(
      /<(?:mailto:|tel:)?([^|>]*)(?:\|([^>]*))?>/g,
      (_, address: string, label?: string) =>
        label === undefined || address.endsWith(label) ? address : `${label} (${address})`,
    )
    .replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&")
    .replace(/[ \t]+$/gm, "")
    .trim();
}

/** Returns the words of a note to colleagues; null for an answer to the customer. */
export function noteIn(text: string): string | null {
  return /^note\s*:\s*([\s\S]+)$/i.exec(text)?.[1]?.trim() ?? null;
}
