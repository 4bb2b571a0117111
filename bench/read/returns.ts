/** Reads a return, an exchange and a withdrawal, each to its end. */
import { postEvent } from "../webhooks.ts";
import { dayAhead, type Reader } from "./reader.ts";
import type { Visitor } from "./visitor.ts";

export async function readReturns({ api, deliver, fresh, house, mails, order, part }: Reader): Promise<void> {
  part("a return");
  const back = await order("4001");
  await deliver(back.id);
  const returner = fresh();
  await returner.open("return", `${back.path}/return`);
  await returner.send("return, nothing chosen");
  const lines = [...returner.form().choices.keys()].filter((key) => key.startsWith("line-"));
  await returner.send("return, why", { [lines[0]!]: "1", [lines[1]!]: "1" });
  await returner.send("return, no reason");
  const why = (visitor: Visitor, value: string) =>
    Object.fromEntries(
      [...visitor.form().choices.keys()].filter((key) => key.startsWith("why-")).map((key) => [key, value]),
    );
  await returner.send("return, end", why(returner, "too_big"));
  await returner.open("order: return requested", back.path);
  await mails(back.email, "return_received_request");
  const decide = async (id: string, decision: string, more: object = {}) => {
    const { returns } = await api.get("returns") as { returns: { order: string; return: string }[] };
    const one = returns.find((each) => each.order === `demo/standard/${id}`);
    await api.post("returns/decide", {
      id: `${decision}-${id}`,
      order: one?.order,
      return: one?.return,
      decision,
      ...more,
    });
  };
  await decide(back.id, "approve", {
    label_url: "https://labels.example/1.pdf",
    tracking_number: "RR1",
    carrier: "DHL",
    label_until: dayAhead(9),
  });
  await mails(back.email, "return_approved");
  await returner.open("return approved", back.path);
  await returner.open("return, end once approved", `${back.path}/return?done`);
  const parcel = { shipment: { id: "RR1", tracking: [{ number: "RR1", carrier: "DHL" }] } };
  await postEvent(house.url, back.id, "shipment.in_transit", { ...parcel, place: "Berlin, DE" });
  await returner.open("return under way", back.path);
  await postEvent(house.url, back.id, "shipment.delivered", parcel, 1_000);
  await returner.open("return arrived", back.path);
  await decide(back.id, "received");
  await mails(back.email, "return_arrived");
  await returner.open("return received", back.path);

  part("a return: declined; an exchange");
  const refused = await order("4002");
  await deliver(refused.id);
  const second = fresh();
  await second.open("return", `${refused.path}/return`);
  await second.send("return, why", { [lines[0]!]: "1" });
  await second.send("return, end", why(second, "changed_mind"));
  await decide(refused.id, "decline", { reason: "…" });
  await mails(refused.email, "return_declined");
  await second.open("return declined", refused.path);
  const swap = await order("4003", {
    lines: [{
      id: "1",
      title: "Linen shirt",
      variant: "Blue / M",
      quantity: 1,
      unit_price_minor: 8_990,
      variants: [{ title: "Blue / M" }, { title: "Blue / L" }],
    }],
    total_minor: 9_480,
  });
  await deliver(swap.id);
  const swapper = fresh();
  await swapper.open("exchange", `${swap.path}/return`);
  await swapper.send("exchange, why", { what: "exchange" });
  await swapper.send("exchange, no wish", why(swapper, "too_small"));
  const [variant] = [...swapper.form().choices.keys()].filter((key) => key.startsWith("variant-"));
  await swapper.send("exchange, end", { ...why(swapper, "too_small"), [variant!]: "Blue / L" });
  await mails(swap.email, "return_received_request");
  await decide(swap.id, "approve");
  await mails(swap.email, "return_approved");
  await swapper.open("exchange approved", swap.path);
  await decide(swap.id, "received");
  await mails(swap.email, "return_arrived");

  part("a withdrawal");
  const withdrawn = await order("5001");
  await deliver(withdrawn.id);
  const withdrawer = fresh();
  await withdrawer.open("withdraw", `${withdrawn.path}/withdraw`);
  await withdrawer.send("withdraw, no name");
  await withdrawer.send("withdraw, review", { name: "Ada Lovelace" });
  await withdrawer.send("withdraw, end");
  await mails(withdrawn.email, "withdrawal_acknowledged");
  await withdrawer.open("order withdrawn", withdrawn.path);
}
