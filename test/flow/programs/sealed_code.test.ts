import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { portsOf } from "../../../src/doors/ports.ts";
import { acceptSends, previewSend } from "../../../src/flow/programs/send.ts";
import { openCode } from "../../../src/flow/programs/sealed_code.ts";
import { NOW_MS } from "../../support/cast.ts";
import { DEMO, openHouse, rows } from "../../support/house.ts";
import { inCell } from "../../../src/doors/ports.ts";
import { isInSecondCell } from "../../support/cells_in_use.ts";

const GIVEN = {
  to: { email: "ada@lovelace.example" },
  template: "two_factor_code",
  data: { code: "771204", minutes: 10 },
} as const;

beforeAll(openHouse);
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS }));

const ports = () => inCell(portsOf(env as never), { id: DEMO.id, cell: isInSecondCell(DEMO.id) ? 2 : 1 });

test("a program's code waits sealed, opens for its own mail alone, and is written into it", async () => {
  const taken = await acceptSends(ports(), DEMO, [{ ...GIVEN, id: "a" }, { ...GIVEN, id: "b" }], NOW_MS);
  if (!taken.ok) throw new Error(taken.fault.rule);
  const waiting = (await rows("messages")).filter(({ kind }) => kind === "sent_code");
  expect(JSON.stringify(waiting)).not.toContain("771204");
  const [first, second] = waiting.map(({ facts }) =>
    (JSON.parse(String(facts)).facts as { code: string }).code
  );
  // Equal codes do not look alike.
  expect(first).not.toBe(second);
  const [a, b] = taken.value.map(({ key }) => key);
  expect(await openCode(ports(), a!, first!)).toBe("771204");
  await expect(openCode(ports(), b!, first!)).rejects.toThrow(/must have sealed it/);
  const shown = await previewSend(ports(), DEMO, GIVEN, NOW_MS);
  expect(shown.ok && shown.value.mail!.subject).toContain("771204");
});
