/** Turns the OpenAPI document into what a page and a text show of it: operations by tag, their fields as lines. Pure. */

/** A field of a body, a parameter or an answer. */
export interface FieldView {
  readonly name: string;
  readonly type: string;
  readonly is_required: boolean;
  readonly description: string;
}

export interface OperationView {
  readonly id: string;
  readonly method: string;
  /** Below `/api/shops/{shop}/`. */
  readonly path: string;
  readonly title: string;
  readonly more: string;
  readonly scope: string;
  readonly query: readonly FieldView[];
  readonly body: readonly FieldView[];
  readonly status: string;
  readonly answer: readonly FieldView[];
  readonly refusals: readonly string[];
}

export interface TagView {
  readonly name: string;
  readonly description: string;
  readonly operations: readonly OperationView[];
}

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
}
interface Parameter extends Partial<Pick<FieldView, "name" | "description">> {
  readonly in?: string;
  readonly required?: boolean;
  readonly schema?: Schema;
}
type Content = Readonly<Record<string, { readonly schema: Schema }>>;
interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly "x-scope": string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}
/** What is read here of the document. */
export interface ApiDocument {
  readonly info: { readonly version: string; readonly description: string };
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, object>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

const BASE = "/api/shops/{shop}/";
const METHODS = ["get", "post", "put", "patch", "delete"] as const;

export function documentView(document: ApiDocument): readonly TagView[] {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const one = (item as Record<string, Operation>)[method];
      return one === undefined
        ? []
        : [{ tag: one.tags[0]!, view: operationView(document, method, path, one) }];
    })
  );
  return document.tags.map(({ name, description }) => ({
    name,
    description,
    operations: operations.filter(({ tag }) => tag === name).map(({ view }) => view),
  }));
}

/** Each named shape with its fields. */
export function shapesView(document: ApiDocument): readonly (readonly [string, readonly FieldView[]])[] {
  return Object.entries(document.components.schemas).map((
    [name, schema],
  ) => [name, fieldsOf(document, schema, 1)]);
}

function operationView(document: ApiDocument, method: string, path: string, one: Operation): OperationView {
  const statuses = Object.keys(one.responses);
  const status = statuses.findLast((code) => code.startsWith("2"))!;
  const body = Object.values(one.requestBody?.content ?? {})[0]?.schema;
  const answer = Object.values(one.responses[status]?.content ?? {})[0]?.schema;
  return {
    id: one.operationId,
    method: method.toUpperCase(),
    path: path.slice(BASE.length),
    title: one.summary,
    more: one.description.replace(/ ?Needs the scope `\w+`\.$/, ""),
    scope: one["x-scope"],
    query: one.parameters.filter((parameter) => parameter.in === "query").map((parameter) => ({
      name: parameter.name!,
      type: typeOf(parameter.schema ?? {}),
      is_required: parameter.required === true,
      description: parameter.description ?? "",
    })),
    body: body === undefined ? [] : fieldsOf(document, body, 1),
    status,
    answer: answer === undefined ? [] : fieldsOf(document, answer, 0),
    refusals: statuses.filter((code) =>
      !code.startsWith("2") && !["401", "403", "429", "503"].includes(code)
    ),
  };
}

/** Lines for the fields of a schema; those of a named one `depth` levels deep. */
function fieldsOf(document: ApiDocument, schema: Schema, depth: number): readonly FieldView[] {
  if (schema.$ref !== undefined) {
    const name = nameOf(schema.$ref);
    if (depth === 0) return [{ name: "", type: name, is_required: true, description: "" }];
    return fieldsOf(document, document.components.schemas[name] as Schema ?? {}, depth);
  }
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants !== undefined && schema.properties === undefined) {
    return variants.flatMap((one, at) => [
      ...(at === 0 ? [] : [{ name: "", type: "or", is_required: true, description: "" }]),
      ...fieldsOf(document, one, depth),
    ]);
  }
  if (schema.properties === undefined) {
    return [{ name: "", type: typeOf(schema), is_required: true, description: schema.description ?? "" }];
  }
  return Object.entries(schema.properties).map(([name, field]) => ({
    name,
    type: typeOf(field),
    is_required: schema.required?.includes(name) === true,
    description: field.description ?? "",
  }));
}

function typeOf(schema: Schema): string {
  if (schema.$ref !== undefined) return nameOf(schema.$ref);
  if (schema.enum !== undefined) return schema.enum.map((one) => JSON.stringify(one)).join(" | ");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants !== undefined) return [...new Set(variants.map(typeOf))].join(" | ");
  if (schema.items !== undefined) return `list of ${typeOf(schema.items)}`;
  if (schema.properties !== undefined) {
    return `{${
      Object.keys(schema.properties).map((name) => schema.required?.includes(name) ? name : `${name}?`).join(
        ", ",
      )
    }}`;
  }
  return typeof schema.type === "string" ? schema.type : schema.type?.join(" | ") ?? "anything";
}

function nameOf(ref: string): string {
  return ref.split("/").at(-1)!;
}
