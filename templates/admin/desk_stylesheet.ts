/** The stylesheet of the shop's desk: that of the pages, and the desk's own. It is loaded with the desk alone. */
import { stylesheetWith } from "../pages/stylesheet.ts";
import { DESK_CSS } from "./desk_css.ts";

export const deskStylesheet = stylesheetWith("desk", DESK_CSS);
