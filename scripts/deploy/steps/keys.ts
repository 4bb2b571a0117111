/** Keys: those that the Worker has stay; missing ones come from the file, which is created once. */
import { keysFile, makeKeys, readKeys } from "../keys.ts";
import { green, missing, red, type Step } from "../step.ts";
import { secretsOf } from "../worker.ts";

export const keys: Step = {
  name: "keys",
  needed: true,
  plan: ({ installation }) =>
    `make LINK_KEYS, SEALING_KEY and PEPPER and keep them in ${
      keysFile(installation)
    }, readable by you alone`,
  async look(context) {
    const file = keysFile(context.installation);
    const deployed = await secretsOf(context);
    const kept = await readKeys(context.installation);
    const lacking = ["LINK_KEYS", "SEALING_KEY"].filter((name) => !deployed?.includes(name));
    if (kept !== null) return green(`kept in ${file}${lacking.length === 0 ? " and by the Worker" : ""}`);
    if (lacking.length === 0) {
      return green("kept by the Worker alone", {
        details: [`${file} is not on this machine: copy it here to add shops, or set SEALING_KEY`],
      });
    }
    if (deployed !== null && lacking.length === 1) {
      return red(
        `The Worker has one key and lacks ${lacking[0]}`,
        `Copy ${file} from where it was made; a new key beside an old one would open nothing`,
      );
    }
    return missing(`no ${lacking.join(" and no ")}`);
  },
  async make({ installation, ports }) {
    await makeKeys(installation, ports.random);
    ports.print(
      `  Keys are made and kept in ${keysFile(installation)}. Copy that file to where your passwords are.`,
    );
  },
};
