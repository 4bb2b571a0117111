// Uses the packed package as CommonJS.
const { play } = require("./play.cjs");
play(
  {
    ...require("@waybill/client"),
    ...require("@waybill/client/sql"),
    ...require("@waybill/client/file"),
  },
  "cjs",
).catch((error) => {
  console.error(error);
  process.exit(1);
});
