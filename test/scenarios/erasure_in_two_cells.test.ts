/** Every erasure once more, where the shop lives in the second cell: both are searched. */
import "cloudflare:workers";
import "../support/demo_in_second_cell.ts?erasure";
import "./erasure.test.ts?in-two-cells";
