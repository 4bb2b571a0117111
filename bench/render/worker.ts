/** What the Worker runs to render, attach and compose, bundled alone: with the production JSX and the conditions of a deployment. */
export { attachmentsFor } from "../../src/mail/mime/attachments.ts";
export { compose } from "../../src/mail/mime/compose.ts";
export { render } from "../../src/mail/content/render.ts";

export default { fetch: (): Response => new Response("a bench, not a house", { status: 404 }) };
