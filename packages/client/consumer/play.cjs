// What a shop does with the package: an event that arrives, one that nobody takes, and a process that goes on.
const assert = require("node:assert");
const { createServer } = require("node:http");
const { mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const process = require("node:process");
const { Webhook } = require("standardwebhooks");

const secret = "whsec_d2F5YmlsbC1jb25zdW1lci1zZWNyZXQtMDAwMDE=";
const event = (id) => ({
  id,
  type: "order.restored",
  timestamp: "2026-11-22T11:00:00Z",
  data: { order_id: "1001" },
});

exports.play = async function play(client, how) {
  const unhandled = [];
  process.on("unhandledRejection", (error) => unhandled.push(error));
  assert.equal(client.EVENTS_VERSION, 1);
  assert.match(client.createOutboxTable().join(), /waybill_outbox/);
  assert.equal(typeof client.sqlOutbox, "function");
  const folder = mkdtempSync(join(tmpdir(), "waybill-consumer-"));
  const seen = [];
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (part) => text += part);
    request.on("end", () => {
      seen.push(new Webhook(secret).verify(text, request.headers).type);
      response.writeHead(202).end("{}");
    });
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address();

  const up = client.createWaybill({
    url: `http://127.0.0.1:${port}/hooks/kontor/standard`,
    secret,
  });
  await up.send(event("arrives"));
  assert.equal((await up.close()).waiting, 0);
  assert.deepEqual(seen, ["order.restored"]);
  await new Promise((closed) => server.close(closed));

  const lines = [];
  const outbox = await client.fileOutbox(folder);
  const away = client.createWaybill({
    url: `http://127.0.0.1:${port}/hooks/kontor/standard`,
    secret,
    outbox,
    log: (line) => lines.push(line),
  });
  const result = await away.send(event("waits"));
  assert.deepEqual(result, { kept: true, is_new: true });
  const state = await away.close();
  assert.equal(state.waiting, 1);
  assert.equal(lines[0].level, "warn");
  assert.equal((await (await client.fileOutbox(folder)).state()).waiting, 1);
  rmSync(folder, { recursive: true });
  assert.deepEqual(unhandled, []);
  console.log(`ok ${how} ${process.version}`);
};
