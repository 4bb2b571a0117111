/** Reads an OpenAPI document from standard input, lints it by Redocly's recommended rules, and writes the types of a client; exits 1 with what is wrong. */
import { createConfig, lintFromString } from "@redocly/openapi-core";
import openapiTS, { astToString } from "openapi-typescript";

const text = await new Response(Deno.stdin.readable).text();
const config = await createConfig({ extends: ["recommended"] });
const problems = await lintFromString({ source: text, config });
for (const { ruleId, severity, message, location } of problems) {
  console.error(`${severity} ${ruleId} at ${location[0]?.pointer ?? "#"}: ${message}`);
}
if (problems.length > 0) Deno.exit(1);
console.log(astToString(await openapiTS(JSON.parse(text))));
