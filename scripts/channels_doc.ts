/**
 * docs/channels.md: the channels to a customer, with what each carries, reports and needs, from the code's
 * definitions.
 */
import { type AnyShort, CHANNELS, shortChannel } from "../src/channels/table.ts";
import { CHATWOOT } from "../src/channels/chatwoot.ts";
import type { AccountDefinition } from "../src/channels/definition.ts";
import { type ChannelName, SHORT_WAYS, type Way, WAYS } from "../src/messages/ways.ts";

const REPORTS = { by_key: "with our key", by_id: "with the provider's id alone", none: "–" } as const;
const OPT_IN = {
  none: "–",
  code: "a code that came to the address",
  message: "their own message with the code of the page",
} as const;

const SHORT = new Map(
  await Promise.all(
    SHORT_WAYS.map(async (way): Promise<[string, AnyShort]> => {
      const [name] = WAYS[way].channels;
      return [name, await shortChannel(name)];
    }),
  ),
);

function definitionOf(name: ChannelName) {
  return SHORT.get(name) ?? CHANNELS[name as ChannelName<"mail">];
}

export const channelsDoc = [
  "# The channels",
  "",
  "Made by `deno task docs` from the definitions in `src/channels/`. A shop names its mail channels in `channels`, the first preferred;",
  "customers choose the other ways on the page of messages, where the shop offers them.",
  "",
  "| way | channel | provider | HTML | files | reports what became of a message | answers come in | asked of the customer first |",
  "|---|---|---|---|---|---|---|---|",
  ...(Object.keys(WAYS) as readonly Way[]).flatMap((way) =>
    WAYS[way].channels.map((name: ChannelName) => {
      const { label, can } = definitionOf(name);
      const [html, files, inbound] = [can.html, can.attachments, can.inbound].map((has) => has ? "yes" : "–");
      return `| ${way} | \`${name}\` | ${label} | ${html} | ${files} | ${
        REPORTS[can.reports]
      } | ${inbound} | ${OPT_IN[can.opt_in]} |`;
    })
  ),
  "",
  "## The short ways",
  "",
  "A shop connects each with an account of its own: at the desk under Channels, by `PUT /api/shops/:shop/ways/:way`, or by",
  "`deno task channel SHOP WAY set`. What is given is sealed; secrets are never shown again. `deno task channel SHOP WAY check` asks the service whether the account",
  "works and its webhooks come here. The webhook of a way is `<PUBLIC_URL>/hooks/<shop>/<way>`.",
  "",
  "Nothing is sent to an address that its owner has not proved: a number by a code that came there, every other one by the customer's own",
  "message with the code that their page of messages shows. A message that comes in joins the customer's open case, and an answer leaves by the way",
  "on which they last wrote; what cannot leave there goes by mail. STOP, and a block that the service reports, put the address on the",
  "suppression list; START takes it off, and so does the page of messages, which shows the way as stopped. News waits for the end of the quiet hours, an answer does not.",
  "",
  "Customers choose an ordered list of ways for each class of messages: news of the parcel (`progress`), and what the shop asks or reminds of",
  "afterwards (`care`: the follow-up, the request for feedback, the end of the time for returns). What cannot leave on one way goes by the next and at last by",
  "mail; or the mail comes all the same. Whoever wants no such messages by mail gets none elsewhere. Everything else, from the confirmation to the refund, always comes by mail. `POST orders/ways` shows",
  "and sets the lists of an order's customer, with proved addresses alone ([api.md](api.md)).",
  "",
  ...SHORT_WAYS.flatMap((way) => sectionOf(way, SHORT.get(WAYS[way].channels[0])!)),
  "## The help desk",
  "",
  "A shop that answers its customers in Chatwoot keeps it: cases go there, and what its agents answer goes to the customer. What is answered elsewhere stands there as a private note, from which no loop can begin. It is connected as a way is, under the name `chatwoot`.",
  "",
  ...sectionOf("chatwoot", CHATWOOT as unknown as AccountDefinition<Readonly<Record<string, string>>>),
  "The live chat on the order's page, and answers that the shop's people write in Slack, are in [chat.md](chat.md).",
  "",
].join("\n");

function sectionOf(
  way: string,
  { label, fields, secrets, steps, limits }: AccountDefinition<Readonly<Record<string, string>>>,
): readonly string[] {
  const hook = `\`<PUBLIC_URL>/hooks/<shop>/${way}\``;
  return [
    `### ${label}`,
    "",
    ...steps.map((step, index) => `${index + 1}. ${step.replaceAll("{hook}", hook)}`),
    "",
    "| field | what | |",
    "|---|---|---|",
    ...Object.entries(fields).map(([name, what]) =>
      `| \`${name}\` | ${what} | ${secrets.includes(name) ? "secret" : ""} |`
    ),
    "",
    ...limits.map((limit) => `- ${limit}`),
    "",
  ];
}
