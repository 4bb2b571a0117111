/** The desk's navigation: a column beside the page, on a phone a bar of tabs below it with the rest a tap away. */
import type { FC } from "hono/jsx";
import { type FrameView, type Tab, TAB_GROUPS, type TabGroup } from "./view.ts";
import { w } from "./words.ts";

/** Pages that have a tab on a phone. */
const ON_PHONE: readonly Tab[] = ["today", "cases", "orders", "returns"];

/** Where a page stands that is not called as its tab is. */
const PLACES: Readonly<Partial<Record<Tab, string>>> = { texts: "mails/kinds" };

/** Drawn in a square of 20; each only repeats the text beside it. */
const PATHS: Readonly<Record<Tab | "more" | "less", string>> = {
  today: "M11 2.5 4.5 11.5H9L8.5 17.5 15.5 8H11z",
  cases: "M3 11.5 5.5 4h9L17 11.5V16H3zM3 11.5h4l1 2h4l1-2h4",
  orders: "M3 6.5 10 3l7 3.5v7L10 17l-7-3.5zM3 6.5l7 3.5 7-3.5M10 10v7",
  returns: "M7.5 5 4 8.5 7.5 12M4 8.5h8a4 4 0 0 1 0 8H8",
  stock: "m10 3 7 3.5-7 3.5-7-3.5zM3 10l7 3.5 7-3.5M3 13.5 10 17l7-3.5",
  feedback: "m10 3.2 2.1 4.4 4.8.6-3.5 3.3.9 4.8-4.3-2.4-4.3 2.4.9-4.8-3.5-3.3 4.8-.6z",
  mails: "M17 11V5H3v10h8M3 5.5l7 5.5 7-5.5M14 13l4 4M18 13l-4 4",
  texts: "M3 5h14v10H3zM3 5.5l7 5.5 7-5.5",
  figures: "M3.5 16.5h13M5.5 14v-4M10 14V5M14.5 14V8",
  unreachable: "M10 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6M4 16.5c.8-3 3-4.5 6-4.5M13 12.5l4 4M17 12.5l-4 4",
  suppressions: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M5.2 5.2l9.6 9.6",
  deliverability: "M10 3 4 5.3v4.2c0 4 2.6 6.4 6 7.5 3.4-1.1 6-3.5 6-7.5V5.3z",
  channels: "M3 10l14-6.5-5 13.5-2.5-5zM9.5 12 17 3.5",
  domain: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M3 10h14M10 3c-4.5 4.5-4.5 9.5 0 14M10 3c4.5 4.5 4.5 9.5 0 14",
  settings: "M3 6h8M15 6h2M3 14h2M9 14h8M13 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4M7 16a2 2 0 1 0 0-4 2 2 0 0 0 0 4",
  people:
    "M8 9.500a3 3 0 1 0 0-6 3 3 0 0 0 0 6M2.5 16.500c.5-3 2.5-4.5 5.5-4.500s5 1.5 5.5 4.500M13 4a3 3 0 0 1 0 5.500M15.5 12.500c1.2.8 1.8 2.2 2 4",
  programs: "M7 6 3 10l4 4M13 6l4 4-4 4",
  waiting: "M10 3.5 17.5 16h-15zM10 8v3.600M10 13.800v.1",
  audit: "M5 4.500h10M5 8.200h10M5 11.900h10M5 15.500h6",
  more: "M4.5 10h.1M10 10h.1M15.5 10h.1",
  less: "M5.5 5.500l9 9M14.5 5.500l-9 9",
};

export const DeskNav: FC<{ readonly frame: FrameView; readonly home: string }> = ({ frame, home }) => {
  const pathOf = (name: Tab) => name === "today" ? home : `${home}/${PLACES[name] ?? name}`;
  const groups = (Object.keys(TAB_GROUPS) as TabGroup[])
    .map((group) => ({ group, tabs: TAB_GROUPS[group].filter((name) => frame.may("GET", pathOf(name))) }))
    .filter(({ tabs }) => tabs.length > 0);
  return (
    <nav id="menu" aria-label={w("frame.nav")}>
      {groups.map(({ group, tabs }) => (
        <div class="group">
          <p id={`group-${group}`}>{w(`group.${group}`)}</p>
          <ul aria-labelledby={`group-${group}`}>
            {tabs.map((name: Tab) => (
              <li class={ON_PHONE.includes(name) ? "tab" : undefined}>
                <a href={pathOf(name)} aria-current={name === frame.tab ? "page" : undefined}>
                  <NavIcon name={name} />
                  <span class="label">{w(`tab.${name}`)}</span>
                  {frame.counts[name] === undefined ? null : <span class="n">{frame.counts[name]}</span>}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
      {/* Works without a script: the rest is shown while this place is the page's target. */}
      <a class="more" href="#menu">
        <NavIcon name="more" />
        <span class="label">{w("frame.more")}</span>
      </a>
      <a class="less" href="#main">
        <NavIcon name="less" />
        <span class="label">{w("frame.less")}</span>
      </a>
    </nav>
  );
};

const NavIcon: FC<{ readonly name: keyof typeof PATHS }> = ({ name }) => (
  <svg
    aria-hidden="true"
    width="18"
    height="18"
    viewBox="0 0 20 20"
    fill="none"
    stroke="currentColor"
    stroke-width="1.5"
    stroke-linecap="round"
    stroke-linejoin="round"
  >
    <path d={PATHS[name]} />
  </svg>
);
