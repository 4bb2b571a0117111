import { describe, expect, test } from "vitest";
import { type Chat, chatBody, CHATS, isChatUrl } from "../../src/messages/chat.ts";

const URLS: Readonly<Record<Chat, readonly string[]>> = {
  slack: ["https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX"],
  discord: [
    "https://discord.com/api/webhooks/1234567890/ab-CD_ef",
    "https://discordapp.com/api/v10/webhooks/1234567890/ab-CD_ef",
  ],
  teams: [
    "https://prod-12.westeurope.logic.azure.com:443/workflows/0a1b/triggers/manual/paths/invoke?api-version=2016-06-01&sig=x",
    "https://kontor.webhook.office.com/webhookb2/0a1b@0a1b/IncomingWebhook/0a1b/0a1b",
    "https://default0a1b.4e.environment.api.powerplatform.com/powerautomate/automations/direct/workflows/0a1b/triggers/manual/paths/invoke?sig=x",
  ],
};

describe("the address of a chat's webhook", () => {
  for (const chat of CHATS) {
    test.each(URLS[chat])(`of ${chat} is taken, and by no other chat: %s`, (url) => {
      expect(CHATS.filter((one) => isChatUrl(one, url))).toEqual([chat]);
    });
  }

  test.each([
    "http://hooks.slack.com/services/T0/B0/x",
    "https://hooks.slack.com:8443/services/T0/B0/x",
    "https://hooks.slack.com.evil.example/services/T0/B0/x",
    "https://evil.example/services/T0/B0/x",
    "https://evil.example#hooks.slack.com/services/T0/B0/x",
    "https://hooks.slack.com@evil.example/services/T0/B0/x",
    "https://a:b@hooks.slack.com/services/T0/B0/x",
    "https://hooks.slack.com/services/../api/chat.postMessage",
    "https://hooks.slack.com/services/T0/B0/x/../../../api",
    "https://slack.com/services/T0/B0/x",
    "https://discord.com/api/webhooks/1/x/../../users/@me",
    "https://discord.com/api/users/@me",
    "https://169.254.169.254/api/webhooks/1/x",
    "https://localhost/webhookb2/x",
    "https://logic.azure.com/workflows/x",
    "https://evil.logic.azure.com.example/workflows/x",
    "https://prod-12.westeurope.logic.azure.com/other/x",
    `https://hooks.slack.com/services/T0/B0/${"x".repeat(1_000)}`,
    "hooks.slack.com/services/T0/B0/x",
    "",
  ])("is not taken where it is %s", (url) => {
    expect(CHATS.filter((chat) => isChatUrl(chat, url))).toEqual([]);
  });
});

describe("what a chat is told", () => {
  const notice = {
    text: "Kontor & Söhne: A customer wrote (order <!channel> @everyone [x](https://evil.example) *b*)",
    url: "https://waybill.test/admin/demo/cases/c1",
    label: "Open the case",
  };

  test("calls nobody in Slack, and has its link alone", () => {
    const { text } = chatBody("slack", [notice]) as { readonly text: string };
    expect(text).not.toContain("<!channel>");
    expect(text.match(/<[^>]*>/g)).toEqual(["<https://waybill.test/admin/demo/cases/c1|Open the case>"]);
  });

  test("calls nobody in Discord, and has its link alone", () => {
    const body = chatBody("discord", [notice]) as {
      readonly content: string;
      readonly allowed_mentions: unknown;
    };
    expect(body.allowed_mentions).toEqual({ parse: [] });
    expect(body.content).toContain("\\[x\\]\\(https");
    expect(body.content).toContain("[Open the case](<https://waybill.test/admin/demo/cases/c1>)");
    expect(
      (chatBody("discord", Array(10).fill({ ...notice, text: "x".repeat(900) })) as typeof body).content
        .length,
    )
      .toBeLessThanOrEqual(2_000);
  });

  test("is an adaptive card in Teams, with a button a notice and six at most", () => {
    const body = chatBody("teams", Array(10).fill(notice)) as {
      readonly attachments: readonly {
        readonly content: {
          readonly body: readonly { readonly text: string }[];
          readonly actions: readonly unknown[];
        };
      }[];
    };
    const { content } = body.attachments[0]!;
    expect(content.body).toHaveLength(10);
    expect(content.body[0]!.text).toContain("\\[x\\]");
    expect(content.actions).toHaveLength(6);
    expect(content.actions[0]).toEqual({ type: "Action.OpenUrl", title: notice.label, url: notice.url });
  });
});
