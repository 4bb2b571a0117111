import { demoInSecondCell } from "./cells_in_use.ts";

demoInSecondCell();
