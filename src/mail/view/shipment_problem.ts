/** Names the problem that a carrier's words report. Pure; what it cannot tell is `other`. */
import type { ShipmentProblemView } from "../../../templates/content.ts";

type Problem = ShipmentProblemView["problem"];

/** Patterns for problems in the carriers' texts, in the carriers' languages. The first match names the problem. */
const SIGNS: readonly (readonly [Problem, RegExp])[] = [
  ["customs", /\bcustoms\b|clearance|\bzoll|douan|aduan|dogan|通関|税関/i],
  ["damage", /damag|beschädig|endommag|abîm|dañad|danneggiat|破損/i],
  ["lost", /\blost\b|\bmissing\b|verloren|perdu|extravi|smarrit|紛失/i],
  ["address", /address|adresse|dirección|indirizzo|住所|宛先/i],
];

export function problemOf(description: string | null): Problem {
  return SIGNS.find(([, sign]) => sign.test(description ?? ""))?.[0] ?? "other";
}
