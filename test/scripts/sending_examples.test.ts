import { spawn, spawnSync } from "node:child_process";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import createClient from "openapi-fetch";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as v from "valibot";
import sending from "../../docs/sending.md?raw";
import { templateFault } from "../../src/mail/content/own_template.ts";
import { dataFault, OwnTemplate } from "../../src/messages/own_template.ts";
import { NewSend, NewSends } from "../../src/doors/forms/new_send.ts";

const SITE = "https://orders.your-shop.example";

/** The examples of the document under a heading, without their indent: blocks that text stands between. */
function examples(heading: string): readonly string[] {
  const part = sending.split(`\n## ${heading}\n`)[1]!.split("\n## ")[0]!;
  return [...part.matchAll(/(?:^ {4}.*\n|^\n(?= {4}))+/gm)].map(([block]) =>
    block.replaceAll(/^ {4}/gm, "").trim()
  );
}

interface Asked {
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: unknown;
}

let server: Server;
let site: string;
let asked: Asked[];

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const parts: Uint8Array[] = [];
    for await (const part of request) parts.push(part as Uint8Array);
    const body = JSON.parse(Buffer.concat(parts).toString("utf8"));
    asked.push({ path: request.url!, headers: request.headers, body });
    response.writeHead(202, { "Content-Type": "application/json" });
    response.end(JSON.stringify({ messages: [{ id: "x.m.1", key: "k", duplicate: false }] }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());
beforeEach(() => void (asked = []));

/** Whether a program is there; where it is not, its example is skipped and the report says so. */
const lacks = (...command: readonly string[]) => spawnSync(command[0]!, command.slice(1)).status !== 0;

function run(command: string, args: readonly string[], input: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      env: { ...process.env, WAYBILL_TOKEN: "wbt_1", NO_PROXY: "127.0.0.1" },
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => said += String(text));
    child.on("error", reject);
    child.on("close", (code) => code === 0 ? resolve(said) : reject(new Error(said)));
    child.stdin.end(input);
  });
}

/** The example asked for what the Worker takes, by the rules by which it reads. */
function expectTaken(): void {
  expect(asked.length).toBe(1);
  const [{ path, headers, body }] = asked as [Asked];
  expect(path).toBe("/api/shops/your-shop/send");
  expect(headers.authorization).toBe("Bearer wbt_1");
  expect(headers["content-type"]).toMatch(/^application\/json/);
  const schema = typeof body === "object" && body !== null && "messages" in body ? NewSends : NewSend;
  const read = v.safeParse(schema, body);
  expect(read.issues?.map((issue) => [v.getDotPath(issue), issue.message])).toBeUndefined();
}

describe("the examples of docs/sending.md", () => {
  test.skipIf(lacks("curl", "--version"))("run in curl", async () => {
    const [example] = examples("curl");
    // The answer stands below the command.
    const [command] = example!.split("\n\n");
    await run("sh", ["-s"], command!.replace(SITE, site).replaceAll("…", "x"));
    expectTaken();
    expect(asked[0]!.headers["idempotency-key"]).toBe("reset-4711");
    asked = [];
    const [, by_text] = examples("curl");
    await run("sh", ["-s"], by_text!.replace(SITE, site));
    expectTaken();
  });

  test.skipIf(lacks("curl", "--version"))("put a template of the shop's own, and send by it", async () => {
    const [both] = examples("Your own templates");
    await run("sh", ["-s"], both!.replaceAll(SITE, site));
    const [kept, sent] = asked as [Asked, Asked];
    expect(kept.path).toBe("/api/shops/your-shop/templates/trial-ends");
    const template = v.parse(OwnTemplate, kept.body);
    expect(templateFault(template)).toBeNull();
    expect(v.is(NewSend, sent.body)).toBe(true);
    const { data } = sent.body as { readonly data: Readonly<Record<string, unknown>> };
    expect(dataFault(template.variables, data)).toBeNull();
  });

  test.skipIf(lacks("php", "--version"))("run in PHP", async () => {
    const [example] = examples("PHP");
    const given =
      `<?php $token = 'wbt_1'; $number = 'RE-7'; $email = 'ada@example.com'; $pdf = '%PDF-1.7';\n`;
    await run("php", [], given + example!.replace(SITE, site));
    expectTaken();
  });

  test.skipIf(lacks("python3", "-c", "import requests"))("run in Python", async () => {
    const [example] = examples("Python");
    const given = [
      "from types import SimpleNamespace",
      "token = 'wbt_1'",
      "users = [SimpleNamespace(id=i, email=f'u{i}@example.com', locale='de') for i in range(120)]",
      "",
    ].join("\n");
    await run("python3", ["-"], given + example!.replace(SITE, site));
    expectTaken();
    expect((asked[0]!.body as { messages: unknown[] }).messages.length).toBe(100);
  });

  test("run in TypeScript, and so does what takes the place of nodemailer", async () => {
    const [client] = examples("TypeScript");
    const [nodemailer] = examples("From nodemailer");
    const plain = client!.replaceAll(/^import .*\n/gm, "").replace("<paths>", "").replace(SITE, site);
    const process = { env: { WAYBILL_TOKEN: "wbt_1" } };
    const Run = Object.getPrototypeOf(async () => {}).constructor as new (...parts: string[]) => (
      ...given: unknown[]
    ) => Promise<unknown>;
    const waybill = await new Run("createClient", "process", `${plain}\nreturn waybill;`)(
      createClient,
      process,
    );
    expectTaken();
    asked = [];
    const names = ["waybill", "to", "subject", "html", "text", "attachments"];
    const file = { filename: "a.txt", contentType: "text/plain", content: Buffer.from("a") };
    await new Run(...names, nodemailer!)(waybill, "ada@example.com", "Hello", "<p>Hello</p>", undefined, [
      file,
    ]);
    expectTaken();
  });

  test.skipIf(lacks("php", "--version"))("are PHP that parses, where a framework would run it", async () => {
    const [laravel] = examples("From Laravel");
    expect(await run("php", ["-l"], `<?php\n${laravel}`)).toContain("No syntax errors");
  });
});
