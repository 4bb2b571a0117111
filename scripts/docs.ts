/**
 * `deno task docs [--check]`: writes the documents that are generated from the code; with --check only reports
 * whether they are up to date.
 */
import { clientTypes } from "./client_types.ts";
import type { ApiDocument } from "../src/doors/api/document_view.ts";
import { argumentsOf } from "./command_line.ts";
import { costDoc } from "./cost_doc.ts";
import { channelsDoc } from "./channels_doc.ts";
import { EXAMPLE, shopifyToml } from "./connectors/shopify_toml.ts";
import { eventsSchema } from "./events_schema.ts";
import { mailsDoc } from "./mails_doc.ts";
import { apiDoc } from "./openapi/api_doc.ts";
import { apiTypes } from "./openapi/client_types.ts";
import { openApi } from "./openapi/openapi.ts";
import { webhooksDoc } from "./webhooks_doc.ts";
import { senderStepsDoc } from "./sender_steps_doc.ts";
import { settingsDoc } from "./settings_doc.ts";

const document = openApi();
const document_text = `${JSON.stringify(document, null, 1)}\n`;

const DOCS: Readonly<Record<string, string>> = {
  "docs/api.md": apiDoc(document as unknown as ApiDocument),
  "docs/channels.md": channelsDoc,
  "docs/cost.md": costDoc,
  "docs/mails.md": mailsDoc,
  "docs/webhooks.md": webhooksDoc,
  "docs/settings.md": settingsDoc,
  "src/doors/events_schema.json": `${JSON.stringify(eventsSchema, null, 1)}\n`,
  "src/doors/api/openapi.json": document_text,
  "src/doors/admin/sender_steps.json": await senderStepsDoc(),
  "test/support/api_types.ts": await apiTypes(document_text),
  "connectors/shopify/shopify.app.toml": shopifyToml(EXAMPLE),
  "packages/client/src/event_types.ts": await clientTypes(),
};

const USAGE = `deno task docs [--check]

Writes docs/mails.md, docs/settings.md, docs/api.md with openapi.json (which its linter must pass) and the
types of a client, the JSON Schema of the own event format and shopify.app.toml, which follow from the
code.

  --check    writes nothing, and exits 1 where one of them is not true any more`;

const options = { check: { type: "boolean", default: false } } as const;
const { values: { check: is_check } } = argumentsOf(
  { name: "deno task docs", usage: USAGE, options },
  Deno.args,
);
for (const [file, text] of Object.entries(DOCS)) {
  if (!is_check) await Deno.writeTextFile(file, text);
  else if (await Deno.readTextFile(file).catch(() => "") !== text) {
    console.error(`${file} is not what the code says: run \`deno task docs\``);
    Deno.exitCode = 1;
  }
}
