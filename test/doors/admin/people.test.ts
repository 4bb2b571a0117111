import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { readActs, selectActs } from "../../../src/sql/audit.ts";
import { recordAct } from "../../../src/flow/desk/record_act.ts";
import { NOW_MS } from "../../support/cast.ts";
import { cellOf } from "../../support/cells_in_use.ts";
import {
  type DeskPage,
  type DeskVisitor,
  deskVisitor,
  hiddenOf,
  openDesks,
  ownersDesk,
} from "../../support/desk.ts";
import { DEMO, openHouse } from "../../support/house.ts";
import { codeFor, mailsTo, tokenFor } from "../../support/visitor.ts";

const PEOPLE = "/admin/demo/people";
let now_ms = NOW_MS;

beforeAll(async () => {
  await openHouse();
  await openDesks();
});
beforeEach(() => {
  now_ms += 3_600_000;
  vi.useFakeTimers({ toFake: ["Date"], now: now_ms });
});

async function invited(email: string, role = "agent", name = "Ben"): Promise<DeskVisitor> {
  const owner = await ownersDesk();
  const page = await owner.get(PEOPLE);
  const after = await owner.submit(page, `${PEOPLE}/invite`, { email, name, role });
  expect(after.html).toContain("The invitation is on its way.");
  return owner;
}

async function askCode(visitor: DeskVisitor, email: string, shop = "demo"): Promise<DeskPage> {
  const page = await visitor.get("/admin");
  return await visitor.post("/admin/~code", { ...hiddenOf(page, "/admin/~code"), shop, email });
}

async function signedIn(email: string): Promise<DeskVisitor> {
  const visitor = deskVisitor();
  const asked = await askCode(visitor, email);
  const page = await visitor.submit(asked, "/admin/~code", { code: await codeFor(email) });
  expect(page.status).toBe(200);
  return visitor;
}

async function idOf(email: string): Promise<string> {
  const row = await cellOf("demo").prepare("select id from people where email = ?").bind(email).first();
  return row!["id"] as string;
}

describe("somebody who is invited", () => {
  test("follows the link in the mail, types the code that comes to it, and works under their own name", async () => {
    await invited("ben@kontor.example");
    const [mail] = await mailsTo("ben@kontor.example", "shop_alert", 1);
    const path = /https?:\/\/[^/]+(\/admin\/~join\/[\w-]+)/.exec(mail!.text)![1]!;
    const visitor = deskVisitor();
    const join = await visitor.get(path);
    expect(join.status).toBe(200);
    expect(join.html).toContain("Hello Ben, you’re invited as agent.");
    expect(visitor.cookies.size).toBe(0);
    const asked = await visitor.submit(join, "/admin/~code");
    const desk = await visitor.submit(asked, "/admin/~code", { code: await codeFor("ben@kontor.example") });
    expect(desk.status).toBe(200);
    expect(desk.html).toContain("Ben · agent");
    expect(desk.html).not.toContain(">Audit<");
    const list = await visitor.get("/admin/demo/suppressions");
    await visitor.submit(list, "/admin/demo/suppressions/add", { email: "x@example.org", class: "all" });
    const act = readActs(await selectActs(cellOf("demo"), "demo", null, 9).all())
      .find(({ act }) => act === "suppression.add");
    expect(act).toMatchObject({ person: "Ben", way: "desk" });
    expect(JSON.stringify(act)).not.toContain("x@example.org");
    const out = await visitor.submit(desk, "/admin/demo/out");
    expect(out.status).toBe(200);
    expect((await visitor.get("/admin/demo")).status).toBe(401);
  });

  test("is not there any more once they are removed, whatever browser they sit at", async () => {
    const owner = await invited("carla@kontor.example");
    const carla = await signedIn("carla@kontor.example");
    const page = await owner.get(PEOPLE);
    await owner.submit(page, `${PEOPLE}/remove`, { person: await idOf("carla@kontor.example") });
    expect((await carla.get("/admin/demo")).status).toBe(401);
    await invited("carla@kontor.example");
    expect((await carla.get("/admin/demo")).status).toBe(401);
  });

  test("has another role from the next click on", async () => {
    const owner = await invited("dora@kontor.example", "viewer", "Dora");
    const dora = await signedIn("dora@kontor.example");
    const list = await dora.get("/admin/demo/suppressions");
    expect(list.html).toContain("<fieldset");
    expect(list.html).not.toContain('action="/admin/demo/suppressions/add"');
    expect((await dora.get("/admin/demo/settings")).status).toBe(200);
    expect((await dora.get(PEOPLE)).status).toBe(403);
    const page = await owner.get(PEOPLE);
    await owner.submit(page, `${PEOPLE}/change`, {
      person: await idOf("dora@kontor.example"),
      role: "owner",
    });
    expect((await dora.get(PEOPLE)).status).toBe(200);
  });

  test("is told when they are at the desk already, and a wrong address is refused", async () => {
    const owner = await invited("emil@kontor.example");
    const page = await owner.get(PEOPLE);
    const again = await owner.submit(page, `${PEOPLE}/invite`, {
      email: "Emil@Kontor.example",
      name: "E",
      role: "owner",
    });
    expect(again.status).toBe(422);
    expect(again.html).toContain("This address is at the desk already.");
    for (
      const [email, name, role] of [["x", "E", "agent"], ["f@kontor.example", "", "agent"], [
        "f@kontor.example",
        "F",
        "boss",
      ]] as const
    ) {
      const refused = await owner.submit(page, `${PEOPLE}/invite`, { email, name, role });
      expect(refused.status, email).toBe(422);
    }
  });
});

describe("the code", () => {
  const plain = ({ html }: DeskPage) =>
    html.replaceAll(/value="[^"]*"/g, "").replaceAll(/[\w.]+@[\w.]+/g, "…");

  test("is asked for in the same words whether or not there is such a person or shop", async () => {
    await invited("frida@kontor.example");
    const known = await askCode(deskVisitor(), "frida@kontor.example");
    for (
      const [email, shop] of [["nobody@kontor.example", "demo"], ["frida@kontor.example", "other"], [
        "frida@kontor.example",
        "nowhere",
      ]] as const
    ) {
      const other = await askCode(deskVisitor(), email, shop);
      expect(other.status).toBe(known.status);
      expect(plain(other).replaceAll(`/admin/${shop}"`, `/admin/demo"`)).toBe(plain(known));
    }
    const { results } = await env.DB.prepare("select * from challenges where customer like '%nobody%'").all();
    expect(results).toEqual([]);
  });

  test("opens nothing when it is wrong, another person's, or five were tried", async () => {
    await invited("greta@kontor.example");
    await invited("hugo@kontor.example");
    const visitor = deskVisitor();
    const asked = await askCode(visitor, "greta@kontor.example");
    await askCode(deskVisitor(), "hugo@kontor.example");
    const right = await codeFor("greta@kontor.example");
    const hugos = await codeFor("hugo@kontor.example");
    for (const code of [hugos, "000000", "", "000001", "000002", "000003"].filter((code) => code !== right)) {
      const page = await visitor.submit(asked, "/admin/~code", { code });
      if (code !== "") expect(page.status).toBe(401);
      expect(visitor.cookies.size).toBe(0);
    }
    expect((await visitor.submit(asked, "/admin/~code", { code: right })).status).toBe(401);
  });

  test("works once", async () => {
    await invited("ida@kontor.example");
    const visitor = deskVisitor();
    const asked = await askCode(visitor, "ida@kontor.example");
    const code = await codeFor("ida@kontor.example");
    expect((await visitor.submit(asked, "/admin/~code", { code })).status).toBe(200);
    expect((await deskVisitor().submit(asked, "/admin/~code", { code })).status).toBe(401);
  });
});

describe("an invitation", () => {
  test.each(
    [
      ["of another shop's person", async () => `other/~p/${await idOf("jan@kontor.example")}`, "invitation"],
      ["of nobody", () => Promise.resolve("demo/~p/none"), "invitation"],
      ["that is a link to an order", () => Promise.resolve("demo/standard/1"), "invitation"],
      ["made for another purpose", async () => `demo/~p/${await idOf("jan@kontor.example")}`, "desk"],
    ] as const,
  )("%s leads nowhere", async (_, subject, purpose) => {
    if (
      await cellOf("demo").prepare("select 1 from people where email = 'jan@kontor.example'").first() === null
    ) {
      await invited("jan@kontor.example");
    }
    const token = await tokenFor({ purpose, subject: await subject() });
    const page = await deskVisitor().get(`/admin/~join/${token}`);
    expect(page.status).toBe(404);
    expect(page.html).toContain("This invitation is over");
  });

  test("of before the person was taken away and invited anew opens no session", async () => {
    await invited("kim@kontor.example");
    const id = await idOf("kim@kontor.example");
    const old = await tokenFor({
      purpose: "desk",
      subject: `demo/~p/${id}/abcdefgh`,
      issued_at_ms: now_ms - 120_000,
    });
    const visitor = deskVisitor({ cookie: `__Host-desk-demo=${old}` });
    expect((await visitor.get("/admin/demo")).status).toBe(401);
  });
});

describe("the audit", () => {
  test("names the settings that changed, what they were and are, and no other", async () => {
    const owner = await ownersDesk();
    const page = await owner.get("/admin/demo/settings");
    await owner.submit(page, "/admin/demo/settings/shadow", { shadow: "on" });
    const audit = await owner.get("/admin/demo/audit");
    expect(audit.html).toContain("changed settings");
    expect(audit.html).toContain("<b>Shadow mode</b>");
    expect(audit.html).toContain("false → true");
    const act = readActs(await selectActs(cellOf("demo"), "demo", null, 9).all())
      .find(({ act }) => act === "settings.changed");
    expect(act!.detail.changes).toEqual([{ setting: "mails.shadow", before: "false", after: "true" }]);
  });

  test("keeps acts for a year, or as long as the shop keeps customers, twenty at a time", async () => {
    const db = cellOf("demo");
    await db.prepare("delete from audit").run();
    const act = (id: string) => ({ id, person: "Ben", way: "desk", act: "case.take" } as const);
    for (let at = 0; at < 25; at++) await recordAct(db, DEMO, act(`old-${at}`), NOW_MS - 420 * 86_400_000);
    await recordAct(db, DEMO, act("young"), NOW_MS - 40 * 86_400_000);
    expect(readActs(await selectActs(db, "demo", null, 50).all()).map(({ id }) => id)).toHaveLength(6);
    const short = { ...DEMO, settings: { ...DEMO.settings, retention_days: 30 } };
    await recordAct(db, short, act("now"), NOW_MS);
    expect(readActs(await selectActs(db, "demo", null, 50).all()).map(({ id }) => id)).toEqual(["now"]);
  });

  test("comes in pages that miss and repeat nothing", async () => {
    const db = cellOf("demo");
    await db.prepare("delete from audit").run();
    for (let at = 0; at < 120; at++) {
      await recordAct(
        db,
        DEMO,
        { id: `a-${at}`, person: `P${at}`, way: "api", act: "case.take" },
        now_ms + (at >> 2),
      );
    }
    const owner = await ownersDesk();
    const seen: string[] = [];
    let next: string | undefined = "/admin/demo/audit";
    while (next !== undefined) {
      const page: DeskPage = await owner.get(next);
      seen.push(...[...page.html.matchAll(/class="name">(P\d+)</g)].map(([, name]) => name!));
      next = /href="(\/admin\/demo\/audit\?after=[^"]+)"/.exec(page.html)?.[1];
    }
    expect(seen).toHaveLength(120);
    expect(new Set(seen).size).toBe(120);
  });
});
