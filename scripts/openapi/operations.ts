/** Every operation of the API below `/api/shops/{shop}/`, in the order of the document. A route that is not here fails `deno task docs`. */
import type { Operation } from "./operation.ts";
import { CASE_OPERATIONS } from "./operations/cases.ts";
import { CONNECTION_OPERATIONS } from "./operations/connections.ts";
import { CUSTOMER_OPERATIONS } from "./operations/customers.ts";
import { MAIL_OPERATIONS } from "./operations/mails.ts";
import { ORDER_OPERATIONS } from "./operations/orders.ts";
import { PROGRAM_OPERATIONS } from "./operations/programs.ts";
import { SETTING_OPERATIONS } from "./operations/settings.ts";
import { TEXT_OPERATIONS } from "./operations/texts.ts";
import { WAITING_OPERATIONS } from "./operations/waiting.ts";

export const OPERATIONS: Readonly<Record<string, Operation>> = {
  ...MAIL_OPERATIONS,
  ...SETTING_OPERATIONS,
  ...CASE_OPERATIONS,
  ...ORDER_OPERATIONS,
  ...TEXT_OPERATIONS,
  ...CUSTOMER_OPERATIONS,
  ...WAITING_OPERATIONS,
  ...PROGRAM_OPERATIONS,
  ...CONNECTION_OPERATIONS,
};
