import { aftership } from "../../../src/sources/trackers/aftership.ts";
import { easypost } from "../../../src/sources/trackers/easypost.ts";
import { seventeentrack } from "../../../src/sources/trackers/seventeentrack.ts";
import { shipengine } from "../../../src/sources/trackers/shipengine.ts";
import { shippo } from "../../../src/sources/trackers/shippo.ts";
import post from "../../fixtures/17track/tracking_updated.json";
import dhl from "../../fixtures/aftership/tracking_update.json";
import paket from "../../fixtures/easypost/tracker_updated.json";
import ups from "../../fixtures/shipengine/api_track.json";
import usps from "../../fixtures/shippo/track_updated.json";
import { anyBytes, damagedInAnyPlace } from "../mutations.ts";

damagedInAnyPlace([
  ["EasyPost's tracker", easypost, "", paket],
  ["AfterShip's tracking", aftership, "", dhl],
  ["Shippo's track", shippo, "", usps],
  ["17TRACK's number", seventeentrack, "", post],
  ["ShipEngine's track", shipengine, "", ups],
]);

anyBytes([easypost, aftership, shippo, seventeentrack, shipengine]);
