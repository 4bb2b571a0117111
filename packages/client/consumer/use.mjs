// Uses the packed package as ESM, in Node and Deno: sends to a server, then to nobody.
import { createWaybill, EVENTS_VERSION, memoryOutbox } from "@waybill/client";
import { createOutboxTable, sqlOutbox } from "@waybill/client/sql";
import { fileOutbox } from "@waybill/client/file";
import { play } from "./play.cjs";

await play({
  createWaybill,
  EVENTS_VERSION,
  memoryOutbox,
  createOutboxTable,
  sqlOutbox,
  fileOutbox,
}, "esm");
