/** docs/api.md: what holds for every operation, in words, and each operation and shape from the OpenAPI document. */
import {
  type ApiDocument,
  documentView,
  type FieldView,
  type OperationView,
  shapesView,
} from "../../src/doors/api/document_view.ts";
import { PROBLEMS } from "../../src/doors/api/problem.ts";
import { REQUESTS_MAX } from "../../src/doors/api/rate.ts";

export function apiDoc(document: ApiDocument): string {
  return [
    HEAD,
    ...documentView(document).flatMap(({ name, description, operations }) => [
      `## ${name}`,
      "",
      `${description}.`,
      "",
      "| operation | does | body and query | answers |",
      "|---|---|---|---|",
      ...operations.map(rowOf),
      "",
    ]),
    "## Shapes",
    "",
    ...shapesView(document).map(([name, fields]) => `- **${name}** ${fieldsText(fields)}`),
    "",
    "## Problems",
    "",
    ...Object.entries(PROBLEMS).map(([kind, title]) => `- \`${kind}\`: ${title}`),
    "",
  ].join("\n");
}

function rowOf(
  { method, path, title, more, scope, query, body, status, answer, refusals }: OperationView,
): string {
  const asked = [
    ...(body.length > 0 ? [fieldsText(body)] : []),
    ...(query.length > 0 ? [`query ${fieldsText(query)}`] : []),
  ].join("; ");
  const refused = refusals.length > 0 ? `; ${refusals.join(", ")}` : "";
  const cells = [
    `\`${method} ${path}\` (${scope})`,
    [`${title}.`, more].join(" ").trim(),
    asked,
    `${status} ${fieldsText(answer)}${refused}`,
  ];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function fieldsText(fields: readonly FieldView[]): string {
  return fields.map(({ name, type, is_required, description }) => {
    if (name === "") return type === "or" ? "or" : type;
    const told = description === "" ? "" : `: ${description}`;
    const of = ["string", "boolean", "number", "integer"].includes(type) ? "" : ` ${type}`;
    return `\`${name}${is_required ? "" : "?"}\`${of}${told}`;
  }).join(", ").replaceAll(", or, ", " or ");
}

const HEAD = `# The shop's API

Made by \`deno task docs\` from the routes of the Worker and the schemas by which they read. For a shop's own programs: every path begins with
\`/api/shops/<shop>/\`, every answer is JSON and is never cached. The Worker serves the same as OpenAPI 3.1 at \`/api/openapi.json\`, and as a page at \`/api/docs\`; clients are
generated from it (\`openapi-typescript\` with \`openapi-fetch\` runs in Waybill's own tests).

**Tokens.** A program shows a token: \`Authorization: Bearer <token>\`. Each has its own, made and ended at the desk (*Programs*), by \`tokens\` below or by
\`deno task shop token your-shop --name ERP --scope read --days 365\`; it is shown once, and only its SHA-256 is kept. Its scopes say what it
may do: \`read\` sees, \`act\` does what an agent does at the desk (and sees), \`send\` sends messages, \`admin\` everything; people, chats,
tokens and the audit are seen by \`admin\` alone. A lacking scope is a 403 that names it (\`needed\`). **The shop's own token**, sealed with its other
secrets under \`api\`, goes on as \`admin\` and opens the desk (\`/admin/<shop>\`, [operating.md](operating.md)); \`deno task shop rotate your-shop --source api\` makes
one (one of fewer than 32 characters is never taken). A token opens its own shop alone. An unknown shop, a shop without a token and a token that is wrong, ended or expired get the same 401;
who goes on guessing gets 429.

**Rates.** A token may make ${REQUESTS_MAX} requests a minute. \`RateLimit-Limit\`, \`RateLimit-Remaining\` and \`RateLimit-Reset\` (seconds) tell what is left; a 429
has \`Retry-After\`. It is counted in memory by the instance that answers, so that a request costs no row; the edge bounds all instances of a location to 3,000.

**Problems.** What is wrong is \`application/problem+json\` (RFC 9457): \`{"type", "title", "status", "detail", "field"?, "rule"?, "got"?, "needed"?}\`, with field, rule and the
shape of the value, never the value; \`error\` and \`message\` repeat kind and detail. Every operation may answer 401, 403, 429 and 503 (with \`Retry-After\`: nothing was changed that
asking again would double).

**Once.** A POST may bear an \`Idempotency-Key\` (1 to 255 visible ASCII characters): for 24 hours the same key, path and body get the first answer again, with
\`Idempotency-Replayed: true\`, and nothing is done twice. Another body is a 422, one that is still at work a 409. A request that was refused did nothing: its key is free again. Key and body are kept
as digests, the answer is sealed.

**Pages.** \`after\` in an answer is given back as \`?after=\` for the next page (write it into the address with \`encodeURIComponent\`); \`null\` is the end. Lists without it are whole.

**Addresses** stand in bodies alone, never in an address of the API: those are logged.
`;
