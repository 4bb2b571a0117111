/** docs/webhooks.md: the events that a shop's own programs are told, from the table of their types. */
import { WEBHOOK_TYPES } from "../src/messages/webhook.ts";

const HEAD = `# Outgoing webhooks

Made by \`deno task docs\` from \`src/messages/webhook.ts\`. A shop's own programs are told of what happens: an address is added at the desk (*Programs*) or by
\`POST /api/shops/<shop>/webhooks\` ([api.md](api.md)), with all types, single ones (\`case.opened\`) or groups (\`message.*\`). It must be https at a public host; redirects are not followed.

**A post** follows Standard Webhooks: the headers \`webhook-id\`, \`webhook-timestamp\` and \`webhook-signature\`, and as body
\`{"type", "timestamp", "data"}\`. \`data\` names what it is about (\`shop\`, and of \`message\`, \`case\`, \`order\`, \`kind\`, \`state\`, \`reason\`, \`event\`, \`act\` what the type has) and holds no
words and no address of a customer: the API has the rest. The same \`webhook-id\` is the same event, however often it comes. Verify it by any of the libraries:

    import { Webhook } from "standardwebhooks";
    const event = new Webhook(process.env.WAYBILL_WEBHOOK_SECRET).verify(body, headers); // The body as it came.

**Answer** 2xx within 10 seconds; nothing but the status is read. Posts leave each minute, those of one endpoint five at a time and in no order. Whatever else is answered is tried again after 1, 5 and 30 minutes, 2, 5, 10, 14, 20 and 24 hours,
and not before a \`Retry-After\`; while an endpoint fails, one round of tries stands for all that waits for it. An endpoint that answers 410, or takes nothing for three days, is switched off, and the shop gets an alert. What it missed is sent
again from the desk or by \`POST webhooks/<id>/replay\`; the log keeps each event for 14 days with its tries.

**A new secret** (*New secret*, \`POST webhooks/<id>/rotate\`) signs beside the one before for 24 hours: \`webhook-signature\` holds both, and a receiver takes either.

**Cost.** A shop without endpoints has nothing of it: no row, no read, no trip. With one, an event is two rows (the event and its two places in an index) and its post two more.

## Events

| type | when |
|---|---|
`;

export const webhooksDoc = `${HEAD}${
  Object.entries(WEBHOOK_TYPES).map(([type, when]) => `| \`${type}\` | ${when} |\n`).join("")
}`;
