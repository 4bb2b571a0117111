/** `deno task trials`: plays trials of two versions of a mail, and says how often and how soon the guard stops them. */
import { argumentsOf, runTask } from "../scripts/command_line.ts";
import { Misused } from "../scripts/misused.ts";
import { FALSE_STOPS, ordersNeeded } from "../src/figures/trials.ts";
import { playTrial, type Rates, stoppedBy, USUAL } from "./trials/play.ts";

const USAGE = `deno task trials [--runs=1000]

Plays trials of 100 orders a day, judged each day. Of equal versions it says how many of 10,000 orders are ever stopped, of worse ones
after how many orders half and nine tenths are. Exits 1 where more equal versions are stopped than ${FALSE_STOPS}.`;

const WORSE: readonly (readonly [string, Partial<Rates>, number | null])[] = [
  ["1.5 times the questions", { asked: 0.075 }, ordersNeeded(0.05, "questions", 1.5)],
  ["2 times the questions", { asked: 0.1 }, ordersNeeded(0.05, "questions", 2)],
  ["3 times the questions", { asked: 0.15 }, ordersNeeded(0.05, "questions", 3)],
  ["1.25 times fewer clicks", { clicked: 0.32 }, ordersNeeded(0.4, "clicks", 1.25)],
  ["1.5 times fewer clicks", { clicked: 0.4 / 1.5 }, ordersNeeded(0.4, "clicks", 1.5)],
  ["half a star fewer", { stars: 3.9 }, null],
];

await runTask(() => {
  const { values } = argumentsOf({
    name: "deno task trials",
    usage: USAGE,
    options: { runs: { type: "string", default: "1000" } },
  }, Deno.args);
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 10) throw new Misused("--runs must be a whole number from 10");
  const play = (tried: Rates) =>
    Array.from(
      { length: runs },
      (_, seed) => playTrial(seed + 1, { usual: USUAL, tried, orders: 10_000, a_day: 100 }),
    );
  const equal = play(USUAL).filter(({ stopped_after }) => stopped_after !== null).length / runs;
  console.log(
    "| the tried version has | said before the start | half stopped after | nine tenths after | stopped in all |",
  );
  console.log("|---|---|---|---|---|");
  console.log(`| no difference | | | | ${percent(equal)} |`);
  for (const [name, change, needed] of WORSE) {
    const played = play({ ...USUAL, ...change });
    const stopped = played.filter(({ stopped_after }) => stopped_after !== null).length / runs;
    const cells = [needed, stoppedBy(played, 0.5), stoppedBy(played, 0.9)].map((one) =>
      one === null ? "" : one.toLocaleString("en")
    );
    console.log(`| ${[name, ...cells, percent(stopped)].join(" | ")} |`);
  }
  return Promise.resolve(equal > FALSE_STOPS ? 1 : 0);
});

function percent(share: number): string {
  return `${Number((100 * share).toFixed(1))} %`;
}
