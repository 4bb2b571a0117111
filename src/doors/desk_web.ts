/** The Hono app of the desk, apart from all other doors: an isolate loads it with the first person who comes. */
import { desk } from "./admin/desk.tsx";
import { newFrame } from "./frame.ts";
import { privately } from "./pages/private.ts";

export const deskWeb = newFrame();

deskWeb.use("/admin/*", privately);
deskWeb.route("/admin", desk);
