/** Runs before each test file in workerd: the files of one worker share its bindings and what the Worker remembers. */
import { reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { forgetPorts } from "../../src/doors/ports.ts";
import { demoInFirstCell } from "./cells_in_use.ts";
import { noneInArchive } from "./in_archive.ts";
import { emptyBucket, emptyDatabase } from "./empty_storage.ts";
import { forgetLeft } from "./left_running.ts";

demoInFirstCell();
noneInArchive();
await forgetLeft();
await reset();
for (const db of [env.DB, env.SECOND_CELL]) await emptyDatabase(db);
await emptyBucket(env.MAIL);
forgetPorts();
