/** The walk through what the shop's people do with orders, stock, ratings and the texts of mails. */
import type { Judging } from "./flows_judge.ts";
import { stepsOf } from "./flows_steps.ts";
import { mailed } from "./mailbox.ts";
import type { House } from "./miniflare.ts";

/** `order` is one that nothing has happened to but its placing; its customer reads `email`. */
export async function walkDeskOrders(
  judging: Judging,
  house: House,
  { order, email }: { readonly order: string; readonly email: string },
): Promise<void> {
  const { studio: { page }, way: { name, javaScriptEnabled }, url, faults } = judging;
  const { see, next, go } = stepsOf(judging);
  await short(house, name, order);
  await page.goto(`/admin/demo/orders?id=standard/${order}`);
  await page.locator("#hold summary").click();
  await page.getByLabel("Why").fill("She calls about the glaze");
  await see("desk_order_hold");
  await next("Hold the emails of this order");
  await page.getByRole("status").getByText("wait").waitFor();
  await see("desk_order_held");
  await next("Let them go");
  await page.getByRole("status").getByText("go on").waitFor();
  await page.locator("#delivery summary").click();
  await page.getByLabel("Street and number").fill("Lychener Straße 14");
  await see("desk_order_delivery");
  await next("Change where it goes");
  await page.getByRole("status").getByText("noted as a case").waitFor();
  await see("desk_order_delivery_asked");
  await page.getByText("Write to the customer", { exact: true }).click();
  await page.getByLabel("Your message").fill("The red one is gone. Is the blue one fine?");
  await next("Send and open a case");
  await mailed(url, email, "support_reply", 2);
  await see("desk_order_written");
  await page.goto("/admin/demo/orders?list=todo");
  await see("desk_orders_filtered");
  await go("Stock");
  await see("desk_stock");
  await page.locator(".queue a.name").first().click();
  await page.getByLabel("More is expected on").fill("2031-12-04");
  await see("desk_stock_item");
  await next(/^Tell/);
  await page.getByRole("status").getByText("The date is noted").waitFor();
  await go("Feedback");
  await page.locator(".reply summary").first().click();
  await see("desk_feedback");
  await page.goto("/admin/demo/mails/kinds");
  await see("desk_kinds");
  await page.goto("/admin/demo/mails/kinds/shipment_shipped?locale=en");
  await page.locator("#text-subject_some").fill("The first of {number} has left us");
  await next("Show with these words");
  await page.getByText(/^The first of #\d+ has left us/).waitFor();
  await see("desk_kind");
  await page.goto("/admin/demo/mails/kinds/shipment_shipped?locale=ja&ground=dark&size=desktop");
  await see("desk_kind_dark");
  await page.goto("/admin/demo/mails/kinds/shipment_shipped?locale=de&part=text");
  await see("desk_kind_text");
  await page.goto("/admin/demo/mails/kinds/shipment_shipped?locale=en");
  await next("Make it live");
  await page.getByRole("status").getByText("These words are live").waitFor();
  await see("desk_kind_live");
  const before = page.locator("li").filter({ hasText: "Before the first change" });
  await Promise.all([page.waitForEvent("load"), before.getByRole("button", { name: "Bring back" }).click()]);
  await page.getByRole("status").getByText("live again").waitFor();
  if (!javaScriptEnabled || !name.startsWith("desktop")) return;
  await page.keyboard.press("?");
  if (!await page.getByText("line before").isVisible()) faults.push(`${name}: ? shows no keys`);
}

/** Two SKUs are short, and customers have rated. */
async function short(house: House, name: string, order: string): Promise<void> {
  const id = `demo/standard/${order}`;
  const now = Date.now();
  const at = new Date(now).toISOString();
  for (const [sku, day] of [["TEAPOT-RED", "'2031-11-20'"], ["MUG-BLUE", "null"]]) {
    await house.sql(
      `insert into open_lines (shop_id, sku, placed_at, order_id, line_id, quantity, sent, available, expected_on, allocated_at)
       values ('demo', '${sku}', '${at}', '${id}', '1', 2, 0, 0, ${day}, '${at}') on conflict do nothing`,
    );
  }
  for (const [about, score, words] of [["delivery", 2, "'The box was wet.'"], ["nps", 8, "null"]]) {
    await house.sql(
      `insert into feedback (order_id, about, score, words, rated_at)
       values ('demo/standard/${name}-wrong', '${about}', ${score}, ${words}, ${now}) on conflict do nothing`,
    );
  }
}
