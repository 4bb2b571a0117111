/** The types of `@waybill/client` for Waybill's own events, from the JSON Schema that every Worker serves. */
import { compile } from "json-schema-to-typescript";
import { EVENTS_VERSION, eventsSchema } from "./events_schema.ts";

const HEAD =
  "/** The events that a shop may send. Made by `deno task docs` from Waybill's schemas: not to be edited. */";

/** The text of `packages/client/src/event_types.ts`; `EventBody` is the union of all events. */
export async function clientTypes(): Promise<string> {
  const { title: _, ...schema } = eventsSchema;
  const types = await compile(schema as Parameters<typeof compile>[0], "EventBody", {
    additionalProperties: false,
    bannerComment: HEAD,
    // Plain arrays: a tuple for each allowed length would make the types unreadable.
    ignoreMinAndMaxItems: true,
    style: { printWidth: 110 },
  });
  return `${types}
/** The version of the event format; the major version of every connector is the same. */
export const EVENTS_VERSION = ${EVENTS_VERSION};
`;
}
