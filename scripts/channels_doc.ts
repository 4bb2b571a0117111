/**
 * docs/channels.md: the channels to a customer, with what each carries, reports and needs, from the code's
 * definitions.
 */
import { CHANNELS } from "../src/channels/table.ts";
import { type ChannelName, type Way, WAYS } from "../src/messages/ways.ts";

const REPORTS = { by_key: "with our key", by_id: "with the provider's id alone", none: "–" } as const;
const OPT_IN = { none: "–", code: "a code that came to the address" } as const;

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
      const { label, can } = CHANNELS[name];
      const [html, files, inbound] = [can.html, can.attachments, can.inbound].map((has) => has ? "yes" : "–");
      return `| ${way} | \`${name}\` | ${label} | ${html} | ${files} | ${
        REPORTS[can.reports]
      } | ${inbound} | ${OPT_IN[can.opt_in]} |`;
    })
  ),
  "",
].join("\n");
