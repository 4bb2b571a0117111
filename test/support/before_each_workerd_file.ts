/** Runs before each test file in workerd: the files of one worker share its bindings and what the Worker remembers. */
import { reset } from "cloudflare:test";
import { forgetPorts } from "../../src/doors/ports.ts";
import { demoInFirstCell } from "./cells_in_use.ts";
import { noneInArchive } from "./in_archive.ts";
import { forgetQueued } from "./queued_before.ts";

demoInFirstCell();
noneInArchive();
await forgetQueued();
await reset();
forgetPorts();
