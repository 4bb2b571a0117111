import { plainHouse } from "../../../support/plain_house.ts";
import { damagedAtTheDoor } from "./at_the_door.ts";
import { payloadsOf } from "./payloads.ts";

damagedAtTheDoor(plainHouse, payloadsOf("standard"));
