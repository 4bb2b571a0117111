/**
 * The OpenAPI 3.1 document of the API, from the routes of the Worker, their scopes, and the schemas by which they read. Throws where
 * a route has no operation, or an operation no route.
 */
import { toJsonSchema } from "@valibot/to-json-schema";
import type * as v from "valibot";
import { api } from "../../src/doors/api/api.ts";
import { REQUESTS_MAX } from "../../src/doors/api/rate.ts";
import { scopeOf } from "../../src/doors/api/scope_of.ts";
import packageJson from "../../package.json" with { type: "json" };
import type { Operation } from "./operation.ts";
import { OPERATIONS } from "./operations.ts";
import * as shapes from "./shapes.ts";

const BASE = "/api/shops/{shop}";

/** Schemas that are defined once and referenced by name. */
const NAMED: Readonly<Record<string, v.GenericSchema>> = shapes;

type Json = Record<string, unknown>;

/** Routes as the document writes them: `GET /cases/{id}`. */
export const ROUTES: readonly string[] = [
  ...new Set(
    api.routes.filter(({ method }) => method !== "ALL").map(({ method, path }) =>
      `${method} ${path.replace(/^\/:shop/, "").replaceAll(/:(\w+)(\{[^}]*\})?/g, "{$1}").replace(/\/$/, "")}`
    ),
  ),
];

/** Names what is missing on either side; empty where all is described. */
export function undescribed(
  routes: readonly string[] = ROUTES,
  operations: Readonly<Record<string, unknown>> = OPERATIONS,
): readonly string[] {
  return [
    ...routes.filter((route) => !(route in operations)).map((route) => `${route} has no operation`),
    ...Object.keys(operations).filter((name) => !routes.includes(name)).map((name) => `${name} has no route`),
  ];
}

const TAGS: Readonly<Record<string, string>> = {
  cases: "Threads between a customer and the shop, with who acts next",
  conversations: "What customer and shop wrote about one order",
  orders: "Orders as they stand",
  stock: "What is short, and what the shop says of it",
  feedback: "Ratings and their answers",
  texts: "A shop's own texts of its mails",
  templates: "A shop's own templates, by which its programs hand over mails",
  trials: "Two versions of a mail side by side",
  returns: "Returns that are under way",
  mails: "The ledger: what was owed and what became of it",
  suppressions: "Who is not written to",
  alarms: "What the desk's first page calls out",
  unreachable: "Orders whose customer cannot be reached",
  "dead-letters": "Webhooks that could not be read",
  spill: "Webhooks that were kept while the database was away",
  parked: "Webhooks that wait for an order",
  ignored: "Webhooks that say nothing Waybill acts on",
  erasures: "Storefronts that asked to erase their orders",
  deliverability: "How well mails arrive",
  figures: "What can be shown of delivery",
  settings: "The shop's settings",
  senders: "Who sends webhooks, and their secrets",
  people: "The shop's people at the desk",
  chats: "Chats in which staff are told of alerts",
  ways: "Short ways to customers, and the shop's accounts at their services",
  send: "Mails that the shop's own programs hand over",
  webhooks: "What is told to the shop's own programs as it happens",
  tokens: "Tokens of the shop's programs",
  audit: "Who did what",
};

export function openApi(): Json {
  const missing = undescribed();
  if (missing.length > 0) {
    throw new Error(
      `scripts/openapi/operations.ts must describe every route of the API: ${missing.join("; ")}`,
    );
  }
  const names = Object.keys(OPERATIONS);
  const paths: Record<string, Json> = {};
  for (const name of names) {
    const [method = "", path = ""] = name.split(" ");
    const of_path = paths[`${BASE}${path}`] ??= { parameters: [{ $ref: "#/components/parameters/shop" }] };
    of_path[method.toLowerCase()] = operationOf(method, path, OPERATIONS[name]!);
  }
  const tags = [...new Set(names.map(tagOf))];
  const unknown = tags.filter((tag) => TAGS[tag] === undefined);
  if (unknown.length > 0) {
    throw new Error(`scripts/openapi/openapi.ts must have words for the tag ${unknown}`);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Waybill",
      version: packageJson.version,
      summary: "Every message an order owes",
      description:
        "For a shop's own programs. Every answer is JSON and is never cached. Addresses stand in bodies alone, never in an address of the API: those are logged.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/", description: "The Worker that serves this document" }],
    security: [{ token: [] }],
    tags: tags.map((name) => ({ name, description: TAGS[name] })),
    paths,
    components: {
      securitySchemes: {
        token: {
          type: "http",
          scheme: "bearer",
          description:
            "A program's token (`wbt_…`), which has scopes (`x-scope` says which an operation needs), or the shop's own, which has all.",
        },
      },
      parameters: {
        shop: {
          name: "shop",
          in: "path",
          required: true,
          schema: { type: "string" },
          description: "The shop's id",
        },
        idempotency_key: {
          name: "Idempotency-Key",
          in: "header",
          schema: { type: "string", pattern: "^[!-~]{1,255}$" },
          description: "The same key and body are one act, for 24 hours; the answer is given again",
        },
      },
      headers: {
        "RateLimit-Limit": headerOf(`Requests that the token may make in a minute: ${REQUESTS_MAX}`),
        "RateLimit-Remaining": headerOf("Requests that are left in it"),
        "RateLimit-Reset": headerOf("Seconds until the next minute begins"),
        "Retry-After": headerOf("Seconds after which it can be asked again"),
      },
      responses: {
        "401": problemOf("No token of this shop, or one that is wrong, ended or expired"),
        "403": problemOf("The token lacks the scope"),
        "429": problemOf("Too many requests in this minute", ["Retry-After"]),
        "503": problemOf(
          "Cannot be answered at the moment: nothing was changed that asking again would double",
          [
            "Retry-After",
          ],
        ),
        "400": problemOf("A parameter breaks its rule"),
        "404": problemOf("The shop has no such thing"),
        "409": problemOf("It cannot be done as things stand"),
        "413": problemOf("The body is too large"),
        "422": problemOf("The body breaks a rule: named by field, with the shape of what stood there"),
      },
      schemas: Object.fromEntries(
        Object.entries(NAMED).map(([name, one]) => [name, schemaOf(one, "output", name)]),
      ),
    },
  };
}

/** Bytes: in OpenAPI 3.1 a media type says it, and generators still look for `format`. */
const FILE = { type: "string", format: "binary" };

function tagOf(name: string): string {
  return name.split("/")[1]!;
}

function operationOf(method: string, path: string, operation: Operation): Json {
  const { id, title, more, query = {}, body, is_lines, answer, refusals = [] } = operation;
  const [status, schema] = answer;
  const scope = scopeOf(method, `/api/shops/demo${path}`);
  const refused = [...new Set([401, 403, 429, 503, ...refusals, ...(method === "POST" ? [409, 422] : [])])];
  const headers = ["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"];
  return {
    operationId: id,
    summary: title,
    description: [more, `Needs the scope \`${scope}\`.`].filter((one) => one !== undefined).join(" "),
    tags: [tagOf(`${method} ${path}`)],
    "x-scope": scope,
    parameters: [
      ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
        name,
        in: "path",
        required: true,
        schema: operation.path?.[name!] === undefined
          ? { type: "string" }
          : schemaOf(operation.path[name!]!, "input"),
      })),
      ...Object.entries(query).map(([name, one]) => parameterOf(name, one)),
      ...(method === "POST" ? [{ $ref: "#/components/parameters/idempotency_key" }] : []),
    ],
    ...(body !== undefined && {
      requestBody: {
        required: true,
        content: is_lines
          ? { "application/jsonl": { schema: { type: "string", description: "One JSON object a line" } } }
          : { "application/json": { schema: schemaOf(body, "input") } },
      },
    }),
    responses: {
      [status]: {
        description: status === 202 ? "It is taken and on its way" : "As asked",
        headers: Object.fromEntries(headers.map((name) => [name, { $ref: `#/components/headers/${name}` }])),
        content: operation.files === undefined
          ? { "application/json": { schema: schemaOf(schema, "output") } }
          : Object.fromEntries(operation.files.map((type) => [type, { schema: FILE }])),
      },
      ...(operation.also !== undefined && {
        [operation.also[0]]: {
          description: "As asked",
          content: { "application/json": { schema: schemaOf(operation.also[1], "output") } },
        },
      }),
      ...Object.fromEntries(
        refused.toSorted((a, b) => a - b).map((one) => [one, { $ref: `#/components/responses/${one}` }]),
      ),
    },
  };
}

function parameterOf(name: string, schema: v.GenericSchema): Json {
  const { description, ...rest } = schemaOf(schema, "input");
  return {
    name,
    in: "query",
    required: (schema as { readonly type?: string }).type !== "optional",
    ...(description !== undefined && { description }),
    schema: rest,
  };
}

function headerOf(description: string): Json {
  return { description, schema: { type: "integer" } };
}

function problemOf(description: string, headers: readonly string[] = []): Json {
  return {
    description,
    ...(headers.length > 0 && {
      headers: Object.fromEntries(headers.map((name) => [name, { $ref: `#/components/headers/${name}` }])),
    }),
    content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
  };
}

/** As JSON Schema 2020-12, which OpenAPI 3.1 speaks. */
function schemaOf(schema: v.GenericSchema, mode: "input" | "output", own_name?: string): Json {
  const definitions = Object.fromEntries(Object.entries(NAMED).filter(([name]) => name !== own_name));
  const { $schema: _, $defs: __, ...made } = toJsonSchema(schema, {
    target: "draft-2020-12",
    typeMode: mode,
    definitions,
    // What JSON Schema cannot express, such as calendars, the Worker checks.
    errorMode: "ignore",
    overrideAction: ({ valibotAction, jsonSchema }) =>
      valibotAction.type === "regex" ? withoutPattern(jsonSchema as Json) : undefined,
  }) as Json;
  return JSON.parse(JSON.stringify(made).replaceAll("#/$defs/", "#/components/schemas/"));
}

/** Patterns use Unicode classes that other languages do not know: generated clients would break on them. */
function withoutPattern(schema: Json): Json {
  const { pattern: _, ...rest } = schema;
  return rest;
}
