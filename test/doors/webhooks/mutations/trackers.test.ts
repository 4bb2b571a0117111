import parcel_post from "../../../fixtures/17track/tracking_updated.json";
import dhl from "../../../fixtures/aftership/tracking_update.json";
import paket from "../../../fixtures/easypost/tracker_updated.json";
import ups from "../../../fixtures/shipengine/api_track.json";
import usps from "../../../fixtures/shippo/track_updated.json";
import { damagedAtTheDoor } from "../mutations.ts";

damagedAtTheDoor([
  ["EasyPost's tracker", "easypost", "", paket],
  ["AfterShip's tracking", "aftership", "", dhl],
  ["Shippo's track", "shippo", "", usps],
  ["17TRACK's number", "17track", "", parcel_post],
  ["ShipEngine's track", "shipengine", "", ups],
]);
