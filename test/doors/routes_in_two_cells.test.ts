/** The whole table of routes once more, where the shop lives in the second cell and its neighbour in the first. */
import "cloudflare:workers";
import "../support/demo_in_second_cell.ts?routes";
import "./routes.test.ts?in-two-cells";
