/** All steps, in the order of an installation. `doctor` checks the same. */
import type { Step } from "../step.ts";
import { login, plan, zone } from "./account.ts";
import { migrations, triggers, worker } from "./code.ts";
import { domain } from "./domain.ts";
import { health } from "./health.ts";
import { keys } from "./keys.ts";
import { replies, reports, sending } from "./mail.ts";
import { order, shop } from "./shop.ts";
import { bucket, database, queues } from "./storage.ts";

export const STEPS: readonly Step[] = [
  login,
  plan,
  zone,
  database,
  bucket,
  queues,
  keys,
  migrations,
  worker,
  triggers,
  domain,
  sending,
  reports,
  replies,
  health,
  shop,
  order,
];
