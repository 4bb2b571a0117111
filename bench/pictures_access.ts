/** Judges of a page what axe does not: the keyboard alone, zoom to 400 %, forced colours, reduced motion, and what a screen reader is told. */
import type { Page } from "playwright-core";

/** A window of 1280 pixels at 400 % (WCAG 2.2, 1.4.10). */
const ZOOMED = { width: 320, height: 256 };
/** A page with more to focus is walked this far. */
const STOPS_MAX = 80;

/** Returns what is wrong, a sentence each. Leaves the page at its usual media. */
export async function accessFaults(page: Page): Promise<readonly string[]> {
  const size = page.viewportSize();
  const found = [
    ...await zoomFaults(page),
    ...await colourFaults(page),
    ...await motionFaults(page),
    ...await treeFaults(page),
  ];
  if (size !== null) await page.setViewportSize(size);
  return [...found, ...await keyboardFaults(page)];
}

async function zoomFaults(page: Page): Promise<readonly string[]> {
  await page.setViewportSize(ZOOMED);
  const beyond = await page.evaluate(`(() => {
    const wide = document.documentElement.scrollWidth - innerWidth;
    const cut = [...document.querySelectorAll("main *")].filter((one) =>
      getComputedStyle(one).overflow === "hidden" && one.scrollWidth > one.clientWidth + 1 &&
      !one.matches("img, .vh, .vh *")).map((one) => one.className || one.tagName);
    return [...(wide > 0 ? ["is wider than the window by " + wide + " px at 400 %"] : []),
      ...cut.map((name) => "cuts off " + name + " at 400 %")];
  })()`);
  return beyond as string[];
}

/** In forced colours a ground vanishes: what is a button or a field is told by its edge. */
async function colourFaults(page: Page): Promise<readonly string[]> {
  await page.emulateMedia({ forcedColors: "active" });
  const edgeless = await page.evaluate(
    `[...document.querySelectorAll("a.button, button, input:not([type=hidden]), select, textarea")]
    .filter((one) => one.getClientRects().length > 0 && !["checkbox", "radio"].includes(one.type))
    .filter((one) => { const s = getComputedStyle(one); return s.borderTopStyle === "none" || parseFloat(s.borderTopWidth) === 0; })
    .map((one) => "has no edge in forced colours: " + (one.textContent || one.name || one.tagName).trim().slice(0, 40))`,
  );
  await page.emulateMedia({ forcedColors: "none" });
  return edgeless as string[];
}

async function motionFaults(page: Page): Promise<readonly string[]> {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const moving = await page.evaluate(`[...document.querySelectorAll("*")].filter((one) => {
    const s = getComputedStyle(one);
    const long = (text) => text.split(",").some((part) => parseFloat(part) > 0.01);
    return (s.animationName !== "none" && long(s.animationDuration)) || long(s.transitionDuration);
  }).map((one) => "moves in spite of reduced motion: " + (one.className || one.tagName))`);
  await page.emulateMedia({ reducedMotion: "no-preference" });
  return moving as string[];
}

interface TreeNode {
  readonly ignored: boolean;
  readonly role?: { readonly value?: string };
  readonly name?: { readonly value?: string };
  readonly properties?: readonly { readonly name: string; readonly value: { readonly value?: unknown } }[];
}

/** What must have a name in the accessibility tree. */
const NAMED = new Set([
  "button",
  "checkbox",
  "combobox",
  "heading",
  "image",
  "link",
  "radio",
  "radiogroup",
  "region",
  "searchbox",
  "textbox",
]);

/** The accessibility tree: everything that can be used or met has a name, and what tells news does so politely. */
async function treeFaults(page: Page): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree") as unknown as {
    readonly nodes: readonly TreeNode[];
  };
  await session.detach();
  const shown = nodes.filter(({ ignored }) => !ignored);
  const roles = shown.map(({ role }) => role?.value ?? "");
  return [
    ...shown.filter(({ role, name }) => NAMED.has(role?.value ?? "") && (name?.value ?? "").trim() === "")
      .map(({ role }) => `has a ${role?.value} without a name in the accessibility tree`),
    ...shown.filter(({ role, properties = [] }) =>
      role?.value === "status" && properties.find(({ name }) => name === "live")?.value.value !== "polite"
    ).map(() => "has a status that is no polite live region"),
    ...(roles.filter((role) => role === "main").length === 1 ? [] : ["has not one main landmark"]),
  ];
}

/** Everything that can be used is reached by Tab, in the order in which it stands, and is seen to be reached. */
async function keyboardFaults(page: Page): Promise<readonly string[]> {
  const count = await page.evaluate(`(() => {
    document.activeElement?.blur();
    const all = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
      .filter((one) => one.getClientRects().length > 0 && !one.disabled);
    const names = new Set();
    const stops = all.filter((one) => one.type !== "radio" || (!names.has(one.name) && names.add(one.name)));
    stops.forEach((one, index) => {
      const group = one.type === "radio" ? all.filter((other) => other.type === "radio" && other.name === one.name) : [one];
      for (const of_group of group) of_group.dataset.stop = String(index);
    });
    return stops.length;
  })()`) as number;
  const faults: string[] = [];
  for (let stop = 0; stop < Math.min(count, STOPS_MAX); stop++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(`(() => {
      const one = document.activeElement;
      const s = one === null ? null : getComputedStyle(one);
      const by_label = one?.closest("label");
      const seen = s !== null && (s.outlineStyle !== "none" || s.boxShadow !== "none" ||
        (by_label && getComputedStyle(by_label).outlineStyle !== "none") ||
        (one.nextElementSibling && getComputedStyle(one.nextElementSibling).outlineStyle !== "none"));
      return { stop: one?.dataset?.stop ?? null, name: (one?.textContent || one?.name || "").trim().slice(0, 40), seen };
    })()`) as { stop: string | null; name: string; seen: boolean };
    if (at.stop !== String(stop)) {
      faults.push(`is not walked in order by the keyboard: stop ${stop + 1} is “${at.name}”`);
      break;
    }
    if (!at.seen) faults.push(`does not show that the keyboard is at “${at.name}”`);
  }
  return faults;
}
