/** Judges of a page what axe does not: the keyboard alone, zoom to 400 %, forced colours, reduced motion, and what a screen reader is told. */
import type { Page } from "playwright-core";
import { type Device, pose, type Studio } from "./browser.ts";

/** A window of 1280 pixels at 400 % (WCAG 2.2, 1.4.10). */
const ZOOMED = { width: 320, height: 256 };
/** A page with more to focus is walked this far. */
const STOPS_MAX = 80;

/** Returns what is wrong, a sentence each; the keyboard walks the page on each of `devices`. Leaves it on the last one, in daylight. */
export async function accessFaults(studio: Studio, devices: readonly Device[]): Promise<readonly string[]> {
  const { page } = studio;
  const found = [
    ...await zoomFaults(page),
    ...await colourFaults(page),
    ...await motionFaults(page),
    ...await treeFaults(page),
  ];
  for (const device of devices) {
    await pose(studio, device, "light");
    found.push(...(await keyboardFaults(page)).map((fault) => `${fault} (${device})`));
  }
  return found;
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
  "Date",
  "DisclosureTriangle",
  "button",
  "checkbox",
  "combobox",
  "heading",
  "image",
  "link",
  "listbox",
  "radio",
  "radiogroup",
  "region",
  "searchbox",
  "spinbutton",
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

interface Stop {
  /** The place in the document's order; null where something else has the focus. */
  readonly stop: string | null;
  readonly name: string;
  readonly is_seen: boolean;
  readonly is_frame: boolean;
}

/** Left, top, right and bottom on the whole page, in CSS pixels. */
type Box = readonly [number, number, number, number];

/**
 * Numbers everything that Tab must reach, and returns its box, null in a fixed bar: what is folded up is none of it, a region that
 * scrolls is.
 */
const NUMBER_STOPS = `(() => {
  // Tab goes on from where the focus was last: the page's beginning is made that place.
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.blur();
  document.body.removeAttribute("tabindex");
  scrollTo(0, 0);
  const all = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")]
    .filter((one) => one.getClientRects().length > 0 && !one.disabled &&
      one.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true }));
  for (const one of document.querySelectorAll("[data-stop]")) delete one.dataset.stop;
  const names = new Set();
  const stops = all.filter((one) => one.type !== "radio" || (!names.has(one.name) && names.add(one.name)));
  stops.forEach((one, index) => {
    const group = one.type === "radio" ? all.filter((other) => other.type === "radio" && other.name === one.name) : [one];
    for (const of_group of group) of_group.dataset.stop = String(index);
  });
  // A bar that is fixed to an edge of the window stands at no place of the page.
  const is_fixed = (one) => one !== null && (getComputedStyle(one).position === "fixed" || is_fixed(one.parentElement));
  // Where each stands before anything is scrolled to.
  return stops.map((one) => {
    if (is_fixed(one)) return null;
    const { left, top, right, bottom } = (one.closest("label") ?? one).getBoundingClientRect();
    return [left, top, right, bottom];
  });
})()`;

/** What has the focus. A field that is drawn by its label, or by its neighbour, shows the focus there. */
const AT = `(() => {
  const one = document.activeElement;
  const styles = [one, one?.closest("label"), one?.closest("fieldset"), one?.nextElementSibling]
    .filter((at) => at !== null && at !== undefined).map((at) => getComputedStyle(at));
  const is_seen = styles.some((s) => s.outlineStyle !== "none") || (styles[0] !== undefined && styles[0].boxShadow !== "none");
  return {
    stop: one?.dataset?.stop ?? null,
    name: (one?.textContent || one?.name || "").trim().slice(0, 40),
    is_seen,
    is_frame: one?.tagName === "IFRAME",
  };
})()`;

/**
 * Everything that can be used is reached by Tab, in the order in which it stands and is seen, is seen to be reached, and can
 * be left again.
 */
async function keyboardFaults(page: Page): Promise<readonly string[]> {
  const boxes = await page.evaluate(NUMBER_STOPS) as readonly (Box | null)[];
  const count = boxes.length;
  const is_rtl = await page.evaluate("document.documentElement.dir === 'rtl'") as boolean;
  const faults: string[] = [];
  let before: Stop | null = null;
  let placed: { readonly name: string; readonly box: Box } | null = null;
  for (let stop = 0; stop < Math.min(count, STOPS_MAX); stop++) {
    const at = await nextStop(page);
    if (at.stop !== String(stop)) {
      return [...faults, `is not walked in order by the keyboard: stop ${stop + 1} is “${at.name}”`];
    }
    if (!at.is_seen) faults.push(`does not show that the keyboard is at “${at.name}”`);
    const box = boxes[stop] ?? null;
    if (box !== null && placed !== null && standsBefore(box, placed.box, is_rtl)) {
      faults.push(`jumps back: the keyboard comes to “${at.name}” after “${placed.name}”`);
    }
    if (box !== null) placed = { name: at.name, box };
    before = at;
  }
  // A page with one stop comes back to it.
  if (count > 1 && count <= STOPS_MAX) {
    const { stop } = await nextStop(page);
    if (stop === String(count - 1)) faults.push(`does not let the keyboard go from “${before?.name}”`);
  }
  return faults;
}

/** Goes on by one stop, and through a frame as a whole: what it shows is a document of its own. */
async function nextStop(page: Page): Promise<Stop> {
  for (let pressed = 1;; pressed++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(AT) as Stop;
    if (!at.is_frame || pressed === STOPS_MAX) return at;
  }
}

/** Returns whether `one` is read before `other`: above it in the same column, or before it in the same row. */
function standsBefore(one: Box, other: Box, is_rtl: boolean): boolean {
  const [left, top, right, bottom] = one;
  const [other_left, other_top, other_right, other_bottom] = other;
  const is_same_row = Math.min(bottom, other_bottom) - Math.max(top, other_top) >
    Math.min(bottom - top, other_bottom - other_top) / 2;
  if (is_same_row) return is_rtl ? left >= other_right : right <= other_left;
  const is_same_column = Math.min(right, other_right) > Math.max(left, other_left);
  return is_same_column && bottom <= other_top;
}
