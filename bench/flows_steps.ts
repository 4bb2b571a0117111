/** Parts of every walk: press a button, follow a link, check a state. */
import { judge, type Judging } from "./flows_judge.ts";

export interface Steps {
  readonly see: (state: string) => Promise<void>;
  /** Presses a button that leads to another page. */
  readonly next: (label: string | RegExp) => Promise<void>;
  /** Follows the first link of that name. */
  readonly go: (label: string | RegExp) => Promise<void>;
}

export function stepsOf(judging: Judging): Steps {
  const { page } = judging.studio;
  return {
    see: (state) => judge(judging, state),
    next: async (label) => {
      await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: label }).click()]);
    },
    go: async (label) => {
      // On a phone the rarer pages of the desk stand behind "More".
      const more = page.getByRole("link", { name: "More", exact: true });
      if (await page.getByRole("link", { name: label }).count() === 0 && await more.isVisible()) {
        await more.click();
      }
      await Promise.all([page.waitForEvent("load"), page.getByRole("link", { name: label }).first().click()]);
    },
  };
}
