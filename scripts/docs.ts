/** `deno task docs [--check]`: writes the documents that follow from the code; with --check only says whether they are true. */
import { channelsDoc } from "./channels_doc.ts";
import { eventsSchema } from "./events_schema.ts";
import { mailsDoc } from "./mails_doc.ts";
import { settingsDoc } from "./settings_doc.ts";

const DOCS: Readonly<Record<string, string>> = {
  "docs/channels.md": channelsDoc,
  "docs/mails.md": mailsDoc,
  "docs/settings.md": settingsDoc,
  "src/doors/events_schema.json": `${JSON.stringify(eventsSchema, null, 1)}\n`,
};

const is_check = Deno.args.includes("--check");
for (const [file, text] of Object.entries(DOCS)) {
  if (!is_check) await Deno.writeTextFile(file, text);
  else if (await Deno.readTextFile(file).catch(() => "") !== text) {
    console.error(`${file} is not what the code says: run \`deno task docs\``);
    Deno.exitCode = 1;
  }
}
