/** D1, R2 and Queues of the stand-in. SQL runs in a real SQLite. */
import { DatabaseSync } from "node:sqlite";
import type { Answer, Database, Json, Route, State } from "./stand_in.ts";

export function storageRoutes(state: State): readonly Route[] {
  const database = (id: string) => state.databases.find(({ uuid, name }) => uuid === id || name === id);
  return [
    ["GET", /^\/accounts\/\w+\/d1\/database$/, ({ query }) => ({
      result: state.databases.filter(({ name }) => !query.has("name") || name.includes(query.get("name")!))
        .map(shown),
    })],
    ["POST", /^\/accounts\/\w+\/d1\/database$/, ({ body }) => {
      if (database(body.name) !== undefined) {
        return { status: 400, code: 7_502, message: "A database with that name already exists" };
      }
      const made = {
        uuid: `00000000-0000-4000-8000-${String(state.next++).padStart(12, "0")}`,
        name: body.name,
        jurisdiction: body.jurisdiction ?? null,
        sqlite: new DatabaseSync(":memory:"),
      };
      state.databases.push(made);
      return { result: shown(made) };
    }],
    [
      "GET",
      /^\/accounts\/\w+\/d1\/database\/([^/]+)$/,
      (_, [id]) => withDatabase(database(id!), (found) => ({ result: shown(found) })),
    ],
    [
      "GET",
      /^\/accounts\/\w+\/d1\/database\/([^/]+)\/time_travel\/bookmark$/,
      (_, [id]) => withDatabase(database(id!), () => ({ result: { bookmark: `0000-${state.next++}` } })),
    ],
    [
      "POST",
      /^\/accounts\/\w+\/d1\/database\/([^/]+)\/query$/,
      ({ body }, [id]) => withDatabase(database(id!), ({ sqlite }) => query(sqlite, body)),
    ],

    [
      "GET",
      /^\/accounts\/\w+\/r2\/buckets\/([^/]+)$/,
      ({ headers }, [name]) =>
        state.buckets.has(bucketKey(headers, name!))
          ? { result: { name } }
          : { status: 404, code: 10_006, message: "The specified bucket does not exist." },
    ],
    ["GET", /^\/accounts\/\w+\/r2\/buckets\/([^/]+)\/objects$/, ({ headers, query }, [name]) => {
      if (!state.buckets.has(bucketKey(headers, name!))) {
        return { status: 404, code: 10_006, message: "The specified bucket does not exist." };
      }
      const prefix = query.get("prefix") ?? "";
      const after = query.get("start_after") ?? "";
      const found = state.objects.filter(({ key }) => key.startsWith(prefix) && key > after);
      return { result: found.slice(0, Number(query.get("per_page") ?? 20)) };
    }],
    ["POST", /^\/accounts\/\w+\/r2\/buckets$/, ({ headers, body }) => {
      if (state.buckets.has(bucketKey(headers, body.name))) {
        return {
          status: 409,
          code: 10_004,
          message: "The bucket you tried to create already exists, and you own it.",
        };
      }
      state.buckets.add(bucketKey(headers, body.name));
      return { result: { name: body.name } };
    }],

    ["GET", /^\/accounts\/\w+\/queues$/, ({ query }) => ({
      result: Number(query.get("page") ?? 1) > 1
        ? []
        : [...state.queues.values()].filter(({ queue_name }) =>
          !query.has("name") || query.getAll("name").includes(queue_name)
        ),
    })],
    ["POST", /^\/accounts\/\w+\/queues$/, ({ body }) => {
      if (state.queues.has(body.queue_name)) {
        return { status: 409, code: 11_009, message: "Queue name already taken" };
      }
      if (state.plan === "free" && (body.settings?.message_retention_period ?? 0) > 86_400) {
        return {
          status: 400,
          code: 100_129,
          message: "message_retention_period must be <= 86400 on the free plan",
        };
      }
      const made = {
        queue_id: `queue-${state.next++}`,
        queue_name: body.queue_name,
        jurisdiction: body.jurisdiction ?? null,
        settings: { message_retention_period: 345_600, ...body.settings },
        producers: [],
        consumers: [],
      };
      state.queues.set(body.queue_name, made);
      return { result: made };
    }],
    ["PATCH", /^\/accounts\/\w+\/queues\/([^/]+)$/, ({ body }, [id]) => {
      const queue = queueOf(id!);
      Object.assign(queue.settings, body.settings);
      return { result: queue };
    }],
    [
      "GET",
      /^\/accounts\/\w+\/queues\/([^/]+)\/consumers$/,
      (_, [id]) => ({ result: queueOf(id!).consumers }),
    ],
    ["POST", /^\/accounts\/\w+\/queues\/([^/]+)\/consumers$/, ({ body }, [id]) => {
      const consumer = { consumer_id: `consumer-${state.next++}`, ...body, script: body.script_name };
      queueOf(id!).consumers.push(consumer);
      return { result: consumer };
    }],
    ["PUT", /^\/accounts\/\w+\/queues\/([^/]+)\/consumers\/([^/]+)$/, ({ body }, [id, consumer_id]) => {
      const consumer = queueOf(id!).consumers.find((one: Json) => one.consumer_id === consumer_id);
      return { result: Object.assign(consumer, body) };
    }],
  ];

  function queueOf(id: string): Json {
    return [...state.queues.values()].find(({ queue_id }) => queue_id === id);
  }
}

function withDatabase(found: Database | undefined, answer: (found: Database) => Answer): Answer {
  return found === undefined
    ? { status: 404, code: 7_404, message: "The database was not found" }
    : answer(found);
}

function shown({ uuid, name, jurisdiction, sqlite }: Database) {
  const { bytes } = sqlite.prepare(
    "select page_count * page_size as bytes from pragma_page_count(), pragma_page_size()",
  ).get()!;
  const created_at = "2026-11-01T00:00:00.000Z";
  return { uuid, name, jurisdiction, version: "production", created_at, file_size: bytes };
}

function bucketKey(headers: Headers, name: string): string {
  return `${headers.get("cf-r2-jurisdiction") ?? "default"}/${name}`;
}

/** One batch is atomic; it answers a result for each statement. */
function query(sqlite: DatabaseSync, body: Json): Answer {
  const parts: { sql: string; params?: string[] }[] = body.batch ?? [body];
  const result: unknown[] = [];
  sqlite.exec("begin");
  try {
    for (const { sql, params = [] } of parts) {
      for (const statement of statementsIn(sql)) {
        const results = sqlite.prepare(statement).all(...params);
        result.push({ results, success: true, meta: { changes: 0, duration: 0, last_row_id: 0 } });
      }
    }
    sqlite.exec("commit");
    return { result };
  } catch (error) {
    sqlite.exec("rollback");
    return { status: 400, code: 7_500, message: (error as Error).message };
  }
}

/** SQLite prepares one statement at a time; text, comments and the body of a trigger may hold semicolons. */
export function statementsIn(sql: string): readonly string[] {
  const statements: string[] = [];
  let current = "";
  for (
    const [part] of sql.matchAll(
      /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|;|[^'"\-\/;]+|[-\/]/g,
    )
  ) {
    if (part.startsWith("--") || part.startsWith("/*")) continue;
    current += part;
    const is_open_trigger = /create\s+(?:temp\s+)?trigger/i.test(current) && !/\bend\s*;$/i.test(current);
    if (part === ";" && !is_open_trigger) {
      if (current.trim() !== ";") statements.push(current.trim());
      current = "";
    }
  }
  if (current.trim() !== "") statements.push(current.trim());
  return statements;
}
