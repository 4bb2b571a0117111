/** Which rates of a shop's mails are watched: see families.ts. Pure. */
import { SLOW_BUCKET } from "../messages/latency_histogram.ts";
import { type Cell, cells, isTold, told, UNKNOWN } from "./cells.ts";
import type { Counts } from "./counts.ts";
import type { Family } from "./family.ts";

export const MAIL_FAMILIES: readonly Family[] = [
  {
    name: "bounced",
    dims: ["channel", "domain", "kind"],
    bad: (counts) =>
      isTold(counts)
        ? byRefusal(counts, "bounced", (channel, domain, kind) => [channel, domain, kind])
        : byRoute(counts, "bounced", UNKNOWN),
    all: (counts) => byRoute(counts, "sent", null),
    shared: (counts): Readonly<Record<string, readonly Cell[]>> =>
      isTold(counts) ? { kind: byKind(counts, ["sent"]) } : {},
  },
  {
    name: "complained",
    dims: ["kind", "channel", "domain"],
    trails_days: 3,
    per_mille: true,
    bad: (counts) =>
      isTold(counts)
        ? byRefusal(counts, "complained", (channel, domain, kind) => [kind, channel, domain])
        : byKind(counts, ["complained"], UNKNOWN, UNKNOWN),
    all: (counts) => byKind(counts, ["sent"], null, null),
    shared: (counts): Readonly<Record<string, readonly Cell[]>> =>
      isTold(counts)
        ? {
          channel: cells(
            counts.route,
            ([channel = "", , outcome]) => outcome === "sent" ? { parts: [channel] } : null,
          ),
          domain: cells(
            counts.route,
            ([, domain = "", outcome]) => outcome === "sent" ? { parts: [domain] } : null,
          ),
        }
        : {},
  },
  {
    name: "clicked",
    dims: ["kind"],
    falls: true,
    bad: (counts) => byKind(counts, ["clicked"]),
    // A mail that bounced brings no click; where nothing reports arrivals, all that were sent count.
    all: (counts) => {
      const delivered = byKind(counts, ["delivered"]);
      return delivered.length > 0 ? delivered : byKind(counts, ["sent"]);
    },
  },
  {
    name: "failed",
    dims: ["kind"],
    bad: (counts) => byKind(counts, ["failed"]),
    all: (counts) => byKind(counts, ["sent", "failed"]),
  },
  {
    name: "slow",
    dims: ["kind", "channel"],
    bad: (counts) =>
      isTold(counts)
        ? cells(
          counts.pace,
          ([channel, kind = "", speed]) => speed === "slow" ? { parts: [kind, told(channel)] } : null,
        )
        : cells(
          counts.took,
          ([kind = "", bucket]) => Number(bucket) > SLOW_BUCKET ? { parts: [kind, UNKNOWN] } : null,
        ),
    all: (counts) =>
      isTold(counts)
        ? cells(counts.pace, ([channel, kind = ""]) => ({ parts: [kind, told(channel)] }))
        : cells(counts.took, ([kind = ""]) => ({ parts: [kind, UNKNOWN] })),
  },
  {
    name: "delayed",
    dims: ["channel", "domain"],
    bad: (counts) => byRoute(counts, "delayed"),
    all: (counts) => isTold(counts) ? byRoute(counts, "delivered") : [],
  },
];

function byRoute(
  { route }: Counts,
  wanted: string,
  ...more: readonly (string | null)[]
): readonly Cell[] {
  return cells(
    route,
    ([channel = "", domain = "", outcome]) =>
      outcome === wanted ? { parts: [channel, domain, ...more] } : null,
  );
}

function byRefusal(
  { refused }: Counts,
  wanted: string,
  parts: (channel: string, domain: string, kind: string) => readonly string[],
): readonly Cell[] {
  return cells(
    refused,
    ([channel = "", domain = "", kind = "", outcome]) =>
      outcome === wanted ? { parts: parts(channel, domain, kind) } : null,
  );
}

export function byKind(
  { mail }: Counts,
  wanted: readonly string[],
  ...more: readonly (string | null)[]
): readonly Cell[] {
  return cells(
    mail,
    ([kind = "", outcome = ""]) => wanted.includes(outcome) ? { parts: [kind, ...more] } : null,
  );
}
