/** The walk of every screen of the desk: from page to page by its links, one of each kind, with what the walks before left in the shop. */
import { glance, type Judging } from "./flows_judge.ts";
import { stepsOf } from "./flows_steps.ts";
import { API_TOKEN, type House } from "./miniflare.ts";

const HOME = "/admin/demo";
/** Far more than there are kinds of screens: the walk ends even where links lead on and on. */
const SCREENS_MAX = 150;
/** Screens below one other screen that are looked at: the pages of all kinds of mails are alike. */
const BROTHERS_MAX = 8;
/** Least number of kinds: fewer means that a link to a part of the desk is lost. */
const SCREENS_MIN = 30;

export async function walkScreens(judging: Judging, { sql }: House): Promise<void> {
  const { studio: { page }, way: { name }, faults } = judging;
  const { next } = stepsOf(judging);
  // Rows of the desk's walk, whose webhooks are stored nowhere.
  await sql("delete from dead_letters where length(id) < 32");
  await page.goto(HOME);
  await page.getByLabel("Token").fill(API_TOKEN);
  await next("Sign in");
  const waiting = [HOME];
  const known = new Set([kindOf(HOME)]);
  const taken = new Map<string, number>();
  let seen = 0;
  for (let path = waiting.shift(); path !== undefined && seen < SCREENS_MAX; path = waiting.shift()) {
    const answer = await page.goto(path);
    seen++;
    if (answer?.status() !== 200) faults.push(`screens.${name}: ${path} answers ${answer?.status()}`);
    await glance(judging, `screens ${path}`);
    for (const link of await linksOn(judging)) {
      const parent = parentOf(link);
      const brothers = taken.get(parent) ?? 0;
      if (known.has(kindOf(link)) || brothers >= BROTHERS_MAX) continue;
      known.add(kindOf(link));
      taken.set(parent, brothers + 1);
      waiting.push(link);
    }
  }
  console.log(`${name}: ${seen} screens of the desk`);
  if (seen < SCREENS_MIN) faults.push(`screens.${name}: ${seen} screens, fewer than ${SCREENS_MIN}`);
}

/** Returns the desk's own pages that this one links to; files and previews of mails are no screens. */
async function linksOn({ studio: { page } }: Judging): Promise<readonly string[]> {
  const links = await page.evaluate(
    "[...document.querySelectorAll('main a[href], nav a[href]')].filter((a) => !a.download && a.target === '').map((a) => a.pathname + a.search)",
  ) as readonly string[];
  return links.filter((link) =>
    link.startsWith(HOME) &&
    !/\/(?:files?|source|raw|html|preview|pictures?|export|pack|csv|label)(?:\/|\?|$)|\.(?:csv|json|pdf|zip|eml)/
      .test(link)
  );
}

/** Returns the kind of a screen: its path with ids left out, and the names of what it is asked. */
function kindOf(link: string): string {
  const { pathname, searchParams } = new URL(link, "http://desk");
  const parts = pathname.split("/").map((part) => /\d|%|^.{20,}$/.test(part) ? "*" : part);
  return `${parts.join("/")}?${[...new Set(searchParams.keys())].sort().join("&")}`;
}

/** Returns the screen above: that of all settings, or of all kinds of mails. The first level has no bound. */
function parentOf(link: string): string {
  const { pathname, search } = new URL(link, "http://desk");
  if (search !== "") return pathname;
  const above = pathname.slice(0, pathname.lastIndexOf("/"));
  return above === HOME ? link : above;
}
