/** Reads what stands open to everybody, and what a customer asks for before the parcel leaves. */
import { linkIn } from "../mailbox.ts";
import { postEvent } from "../webhooks.ts";
import { codeIn, dayAhead, type Reader } from "./reader.ts";

export async function readRequests({ api, fresh, house, mails, order, part }: Reader): Promise<void> {
  part("pages without an order");
  const nobody = fresh();
  await nobody.open("nowhere", "/nowhere");
  await nobody.open("a link that is cut", "/o/abc");
  await nobody.send("a link that is cut, sent anew");
  await nobody.open("find", "/s/demo/orders");
  await nobody.send("find, no address", { email: "nobody" });
  await nobody.send("find, sent", { email: "somebody@lovelace.example" });

  part("find my order, and the code");
  const first = await order("1001");
  await order("1002", {}, first.email, 2);
  const ada = fresh();
  await ada.open("find", "/s/demo/orders");
  await ada.send("find, sent", { email: first.email });
  const history = linkIn(await mails(first.email, "history_link"), "/h/");
  await ada.open("history", history);
  await ada.open("history, nothing found", `${history}?q=Kimono`);
  await ada.open("order", first.path);
  await ada.open("address, asks for a code", `${first.path}/address`);
  await ada.send("code sent");
  await ada.send("code wrong", { code: "000000" });
  await ada.send("address", { code: codeIn(await mails(first.email, "verification_code")) });
  await ada.send("address, without a street", { street: "" });
  await ada.send("address, end", { street: "Neue Straße 5" });
  await mails(first.email, "support_received");
  await ada.open("order with the new address", first.path);
  for (const use of ["history", "unmask", "export", "erasure", "chat"]) {
    await fresh().open(`why a code: ${use}`, `${first.path}/prove?for=${use}`);
  }
  await ada.open("note", `${first.path}/note`);
  await ada.send("note, empty", { words: "" });
  await ada.send("note, end", { words: "…" });
  await ada.open("ask", `${first.path}/ask`);
  await ada.send("ask, end", { words: "…" });
  await ada.open("cancel", `${first.path}/cancel`);
  await ada.send("cancel, form is stale", { form: "x" });
  await ada.send("cancel, end");
  await ada.open("order that is asked for", first.path);
  await ada.open("not offered", `${first.path}/return`);
  await ada.open("unhelped", `${first.path}/unhelped`);
  await ada.send("unhelped, end");
  await ada.open("mails", `${first.path}/mails`);
  await ada.open("receipt", `${first.path}/receipt`);

  part("a cancellation: declined, granted");
  for (const decision of ["decline", "grant"]) {
    const gone = await order(`11-${decision}`);
    const visitor = fresh();
    await visitor.open("cancel", `${gone.path}/cancel`);
    await visitor.send("cancel, end", { words: "" });
    await mails(gone.email, "support_received");
    const found = await api.caseOf(gone.order);
    await api.post(`cases/${found?.id}/decide`, { id: "d1", decision });
    await visitor.open(`cancellation: ${decision}`, gone.path);
    await mails(gone.email, "request_news");
    if (decision === "grant") {
      await postEvent(house.url, gone.id, "order.cancelled", { reason: "customer" });
      await mails(gone.email, "order_cancelled");
      await visitor.open("cancelled", gone.path);
      await visitor.open("cancelled, cancel again", `${gone.path}/cancel`);
    }
  }

  part("a delay");
  for (const answer of ["accepted", "cancel"]) {
    const late = await order(`6-${answer}`, { promised: { until: dayAhead(3) } });
    await postEvent(house.url, late.id, "shipment.promise_changed", { promised: { until: dayAhead(20) } });
    await mails(late.email, "delay_notice");
    const visitor = fresh();
    await visitor.open("order late", late.path);
    await visitor.open("delay", `${late.path}/delay?delay=${answer}`);
    await visitor.send("delay, end", { answer });
    await mails(late.email, "choice_confirmed");
    await visitor.open("order after the answer", late.path);
  }
}
