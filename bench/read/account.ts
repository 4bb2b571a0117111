/** Reads a rating, the preferences, the data that is kept, and an address that fails. */
import { codeIn, type Reader } from "./reader.ts";

export async function readAccount(
  { deliver, fresh, house, link, mails, order, part }: Reader,
): Promise<void> {
  part("a rating");
  const liked = await order("8001");
  await deliver(liked.id);
  const rater = fresh();
  await rater.open("rate", `${liked.path}/rate`);
  await rater.send("rate, nothing chosen");
  await rater.open("rate, one tap", `${liked.path}/rate?rating=5`);
  await rater.send("rate, end");

  part("preferences and data");
  const chooser = fresh();
  await chooser.open("preferences", `${liked.path}/preferences`);
  const way = [...chooser.form().choices.entries()].find(([, values]) => values.includes("sms"))?.[0];
  await chooser.send("preferences, number wrong", { [way!]: "sms", number: "nonsense" });
  await chooser.send("preferences, number", { [way!]: "sms", number: "+491711234567" });
  await chooser.send("number, code wrong", { code: "000000" });
  await chooser.send("preferences, saved", { code: codeIn(await mails("+491711234567", "number_code")) });
  await mails(liked.email, "choice_confirmed");
  await chooser.open("preferences", `${liked.path}/preferences`);
  const chat = [...chooser.form().choices.entries()].find(([, values]) => values.includes("telegram"))?.[0];
  if (chat !== undefined) await chooser.send("preferences, telegram", { [chat]: "telegram" });
  await chooser.open("data, asks for a code", `${liked.path}/privacy`);
  await chooser.send("code sent");
  await chooser.send("data", { code: codeIn(await mails(liked.email, "verification_code")) });
  await chooser.open("erase", `${liked.path}/privacy/erase`);
  await chooser.send("erase, unsure");
  await chooser.send("erase, end", { sure: "yes" });
  await mails(liked.email, "erasure_done");
  await chooser.open("link of an erased order", liked.path);
  await chooser.send("link of an erased order, sent anew");

  part("an address that fails");
  for (const is_known of [true, false]) {
    const bounced = await order(`9-${is_known}`);
    if (is_known) {
      await house.sql(
        `update orders set state = json_set(state, '$.failed_addresses', json_array('${bounced.email}')) where id = '${bounced.order}'`,
      );
    }
    const rescue = `/r/${await link("rescue", bounced.order)}`;
    const correction = `/a/${await link("correction", bounced.order)}`;
    const visitor = fresh();
    await visitor.open("rescue", rescue);
    await visitor.open("correction", correction);
    if (!is_known) continue;
    await visitor.send("correction, same", { email: bounced.email });
    await visitor.open("rescue", rescue);
    await visitor.send("rescue, no address", { email: "x", postal_code: "10119" });
    await visitor.send("rescue, wrong code", { email: "b@lovelace.example", postal_code: "1" });
    await visitor.send("rescue, limit", { email: "b@lovelace.example", postal_code: "1" });
    await visitor.send("rescue, limit", { email: "b@lovelace.example", postal_code: "1" });
    await visitor.open("correction", correction);
    await visitor.send("correction, end", { email: "c@lovelace.example" });
    await visitor.open("rescue, done", `${rescue}?done`);
  }
}
