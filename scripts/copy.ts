/** `deno task copy check`: checks every catalogue of texts; exits 1 where one has a fault. */
import { CATALOGUES, INFORMAL } from "../templates/locales/translate.ts";
import { argumentsOf } from "./command_line.ts";
import { catalogueFaults, informalFaults, untranslated } from "./copy/check_catalogue.ts";

const USAGE = `deno task copy check

Checks the texts of mails, pages and text messages in every language: variables, length, words that never occur, untranslated
rests, typography, form of address, text messages within GSM-7.`;

const { positionals: [what] } = argumentsOf(
  { name: "deno task copy", usage: USAGE, options: {}, positionals_max: 1 },
  Deno.args,
);
if (what !== "check") {
  console.error(USAGE);
  Deno.exit(2);
}

let count = 0;
const report = (name: string, texts: number, faults: ReturnType<typeof catalogueFaults>) => {
  count += faults.length;
  console.log(`${name}: ${texts} texts, ${faults.length} faults`);
  for (const { key, fault } of faults) console.log(`  ${key} ${fault}`);
};
for (const [language, catalogue] of Object.entries(CATALOGUES)) {
  report(language, Object.keys(catalogue).length, catalogueFaults(language, catalogue, CATALOGUES["en"]!));
  const waiting = untranslated(language, catalogue, CATALOGUES["en"]!);
  if (waiting.length > 0) console.log(`  in English still: ${waiting.join(", ")}`);
}
for (const [language, layer] of Object.entries(INFORMAL)) {
  report(
    `${language}, informal`,
    Object.keys(layer).length,
    informalFaults(language, layer as Record<string, string>, CATALOGUES[language]!),
  );
}
if (count > 0) Deno.exit(1);
