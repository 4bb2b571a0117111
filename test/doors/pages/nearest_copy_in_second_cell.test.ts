/** Reading from the nearest copy once more, where the shop lives in the second cell: its copy, and its primary. */
import "cloudflare:workers";
import "../../support/demo_in_second_cell.ts?nearest";
import "./nearest_copy.test.ts?in-second-cell";
