/** Sessions of a desk once more, where the shop lives in the second cell: they begin, hold and end there. */
import "cloudflare:workers";
import "../../support/demo_in_second_cell.ts?entry";
import "./entry.test.ts?in-second-cell";
