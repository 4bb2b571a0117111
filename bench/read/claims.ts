/** Reads what is told of a parcel that is missing, damaged, wrong or came back. */
import { postEvent } from "../webhooks.ts";
import type { Reader } from "./reader.ts";

export async function readClaims({ api, deliver, fresh, house, mails, order, part }: Reader): Promise<void> {
  part("a parcel that is missing");
  const lost = await order("2001");
  await postEvent(house.url, lost.id, "shipment.shipped", {
    shipment: { id: "p1", tracking: [{ carrier: "DHL", number: "00340434161094042557" }] },
  });
  await mails(lost.email, "shipment_shipped");
  await fresh().open("missing, before any scan", `${lost.path}/problem?what=not_arrived`);
  await deliver(lost.id, { description: "Müller" });
  await mails(lost.email, "shipment_delivered");
  const missing = fresh();
  await missing.open("problem", `${lost.path}/problem`);
  await missing.send("problem, nothing chosen");
  await missing.send("missing", { what: "not_arrived" });
  await missing.send("missing, nothing chosen");
  await missing.send("missing, waits", { do: "wait" });
  await mails(lost.email, "request_news");
  await missing.open("order that waits", lost.path);
  await missing.open("missing, once more", `${lost.path}/problem`);
  await missing.send("missing, claim", { do: "send_again" });
  await missing.open("order with a claim", lost.path);
  await mails(lost.email, "support_received");
  const claim = await api.caseOf(lost.order);
  await api.post(`cases/${claim?.id}/decide`, { id: "d1", decision: "grant" });
  await missing.open("claim granted", lost.path);
  await mails(lost.email, "request_news", 2);
  const found = await order("2002");
  await deliver(found.id);
  const finder = fresh();
  await finder.open("missing", `${found.path}/problem?what=not_arrived`);
  await finder.send("missing, found", { do: "found" });

  for (const what of ["damaged", "wrong_item", "missing", "other"]) {
    part(`a claim: ${what}`);
    const broken = await order(`3-${what}`);
    await deliver(broken.id);
    const visitor = fresh();
    await visitor.open(what, `${broken.path}/problem?what=${what}`);
    const [line] = [...visitor.form().choices.keys()].filter((key) => key.startsWith("line-"));
    if (line !== undefined) await visitor.send(`${what}, nothing chosen`, { do: "refund" });
    await visitor.send(`${what}, end`, {
      words: "…",
      ...(line === undefined ? {} : { [line]: "1", do: what === "missing" ? "send_again" : "refund" }),
    });
    await visitor.open(`order: ${what}`, broken.path);
    await mails(broken.email, "support_received");
    const one = await api.caseOf(broken.order);
    if (what === "other") continue;
    const decision = what === "damaged" ? "decline" : "grant";
    await api.post(`cases/${one?.id}/decide`, {
      id: "d1",
      decision,
      ...(decision === "decline" ? { reason: "…" } : {}),
    });
    await visitor.open(`order: ${what}, ${decision}`, broken.path);
    await mails(broken.email, "request_news");
  }

  part("a parcel that came back");
  for (const wish of ["send_again", "refund_instead", "send_elsewhere"]) {
    const stuck = await order(`7-${wish}`);
    await postEvent(house.url, stuck.id, "shipment.shipped", {
      shipment: { id: "p1", tracking: [{ carrier: "DHL", number: "00340434161094042558" }] },
    });
    await postEvent(house.url, stuck.id, "shipment.returned_to_sender", { shipment: { id: "p1" } });
    await mails(stuck.email, "shipment_returned_to_sender");
    const visitor = fresh();
    await visitor.open("came back", stuck.path);
    await visitor.open("held", `${stuck.path}/held`);
    await visitor.send("held, nothing chosen");
    await visitor.send(`held, ${wish}`, { do: wish });
    if (wish === "send_elsewhere") continue;
    await mails(stuck.email, "support_received");
    await visitor.open("order after the answer", stuck.path);
  }
}
