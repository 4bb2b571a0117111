/** Names the chats in which a shop's staff are told of alerts, and the addresses that each takes. Pure. */

export const CHATS = ["slack", "discord", "teams"] as const;
export type Chat = (typeof CHATS)[number];

/**
 * Hosts and paths of incoming webhooks; nothing else is ever posted to, whoever asks. Teams: workflows of Power Automate,
 * whose hosts are one for each region and environment, and the older connectors.
 * https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks,
 * https://discord.com/developers/docs/resources/webhook,
 * https://learn.microsoft.com/power-automate/teams/create-flows-from-templates-in-teams
 */
const PLACES: Readonly<Record<Chat, readonly { readonly host: RegExp; readonly path: RegExp }[]>> = {
  slack: [{ host: /^hooks\.slack(?:-gov)?\.com$/, path: /^\/services\/\w+\/\w+\/\w+$/ }],
  discord: [{ host: /^(?:discord|discordapp)\.com$/, path: /^\/api\/(?:v\d+\/)?webhooks\/\d+\/[\w-]+$/ }],
  teams: [
    { host: /^[a-z0-9-]+\.webhook\.office\.com$/, path: /^\/webhookb2\/[\w@/-]+$/ },
    { host: /^[a-z0-9-]+\.[a-z0-9-]+\.logic\.azure\.com$/, path: /^\/workflows\/[\w/-]+$/ },
    {
      host: /^[a-z0-9.-]+\.environment\.api\.powerplatform\.com$/,
      path: /^\/powerautomate\/automations\/[\w/-]+$/,
    },
  ],
};
const URL_MAX = 1_000;

/** Returns whether `text` is an incoming webhook of this chat: https, no other port, no name and password. */
export function isChatUrl(chat: Chat, text: string): boolean {
  if (text.length > URL_MAX || !URL.canParse(text)) return false;
  const { protocol, hostname, port, username, password, pathname } = new URL(text);
  if (protocol !== "https:" || port !== "" || username !== "" || password !== "") return false;
  return PLACES[chat].some(({ host, path }) => host.test(hostname) && path.test(pathname));
}

/** What is told: no word of a customer, only what is the matter and where to look. */
export interface ChatNotice {
  /** `A customer wrote (order #1001)` */
  readonly text: string;
  readonly url: string;
  /** Names what the link opens. */
  readonly label: string;
}

/** The body that the chat documents. Names of an order cannot become markup, links or mentions. */
export function chatBody(chat: Chat, notices: readonly ChatNotice[]): unknown {
  switch (chat) {
    case "slack": {
      const plain = (text: string) =>
        text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("|", "¦");
      const text = notices.map(({ text, url, label }) => `${plain(text)}\n<${url}|${plain(label)}>`).join(
        "\n",
      );
      return { text, unfurl_links: false };
    }
    case "discord": {
      const plain = (text: string) => text.replace(/[\\*_~`|>[\]()#@:]/g, String.raw`\$&`);
      return {
        content: notices.map(({ text, url, label }) => `${plain(text)}\n[${plain(label)}](<${url}>)`).join(
          "\n",
        )
          .slice(0, 2_000),
        allowed_mentions: { parse: [] },
      };
    }
    case "teams":
      return {
        type: "message",
        attachments: [{
          contentType: "application/vnd.microsoft.card.adaptive",
          content: {
            $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
            type: "AdaptiveCard",
            version: "1.4",
            body: notices.map(({ text }) => ({
              type: "TextBlock",
              text: text.replace(/[\\*_`[\]()#]/g, String.raw`\$&`),
              wrap: true,
            })),
            // A card shows six actions at most.
            actions: notices.slice(0, 6).map(({ url, label }) => ({
              type: "Action.OpenUrl",
              title: label,
              url,
            })),
          },
        }],
      };
  }
}
