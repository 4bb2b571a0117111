// Uses the packed package in a Worker without Node's modules.
import { createWaybill, memoryOutbox } from "@waybill/client";
import { sqlOutbox } from "@waybill/client/sql";

export default {
  async fetch() {
    const posted = [];
    const waybill = createWaybill({
      url: "https://waybill.example/hooks/kontor/standard",
      secret: "whsec_d2F5YmlsbC1jb25zdW1lci1zZWNyZXQtMDAwMDE=",
      outbox: memoryOutbox(),
      background: false,
      fetch: (_, init) => {
        posted.push(init.headers["webhook-signature"]);
        return Promise.resolve(new Response("{}", { status: 202 }));
      },
    });
    await waybill.send({
      id: "from-a-worker",
      type: "order.restored",
      timestamp: "2026-11-22T11:00:00Z",
      data: { order_id: "1001" },
    });
    const { waiting } = await waybill.flush();
    return Response.json({
      waiting,
      posted: posted.length,
      signed: /^v1,/.test(posted[0]),
      sql: typeof sqlOutbox,
    });
  },
};
