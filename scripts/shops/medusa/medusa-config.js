// The smallest Medusa with an order flow: no admin, no Redis.
const process = require("node:process");
const { defineConfig } = require("@medusajs/framework/utils");

const { DATABASE_URL, WAYBILL_URL, WAYBILL_SECRET } = process.env;
const HERE = "http://127.0.0.1";

module.exports = defineConfig({
  admin: { disable: true },
  projectConfig: {
    databaseUrl: DATABASE_URL,
    databaseDriverOptions: { ssl: false, connection: { ssl: false } },
    http: {
      storeCors: HERE,
      adminCors: HERE,
      authCors: HERE,
      jwtSecret: "for-tests-only",
      cookieSecret: "for-tests-only",
    },
  },
  plugins: [{ resolve: "@waybill/medusa", options: { url: WAYBILL_URL, secret: WAYBILL_SECRET } }],
});
