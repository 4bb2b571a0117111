/** Samples of trackers: all scans of a shipment under its tracking number. */
import aftership from "../../../test/fixtures/aftership/tracking_update.json" with { type: "json" };
import easypost from "../../../test/fixtures/easypost/tracker_updated.json" with { type: "json" };
import seventeentrack from "../../../test/fixtures/17track/tracking_updated.json" with { type: "json" };
import shipengine from "../../../test/fixtures/shipengine/api_track.json" with { type: "json" };
import shippo from "../../../test/fixtures/shippo/track_updated.json" with { type: "json" };
import { type Json, renumberParcel, type SampleOptions, type SourceSamples } from "../sample.ts";

function tracker(topics: Readonly<Record<string, Json>>): SourceSamples {
  return { topics, first: [], life: Object.keys(topics), renumber };
}

/** Gives every tracker the tracking number of the order's shipment, whatever carrier its documentation shows. */
function renumber(text: string, options: SampleOptions): string {
  const parcel = `0034043416109404${options.order}`;
  return renumberParcel(text, options)
    .replaceAll(/EE123456785JP|1Z999AA10123456784|\b9[0-9]{21}\b/g, parcel)
    // Replaces the tracker's own id as well, since it stays with the order that first used it.
    .replaceAll(/(trk_[0-9a-f]{28})[0-9a-f]{4}/g, `$1${options.order}`)
    .replaceAll("grhrexm6t3hiwkjwq37jd003", `grhrexm6t3hiwkjwq37j${options.order}`)
    .replaceAll(/(#|"|Order )1001"/g, `$1${options.order}"`)
    .replaceAll(/"evt_\w+"/g, `"evt_${options.nonce}"`)
    .replaceAll(/"event_id":"[^"]+"/g, `"event_id":"${options.nonce}"`);
}

export const trackerSamples: Readonly<Record<string, SourceSamples>> = {
  easypost: tracker({
    "tracker.created": { ...easypost, description: "tracker.created" },
    "tracker.updated": easypost,
  }),
  aftership: tracker({ tracking_update: aftership, edd_revise: { ...aftership, event: "edd_revise" } }),
  shippo: tracker({ track_updated: shippo }),
  "17track": tracker({ TRACKING_UPDATED: seventeentrack }),
  shipengine: tracker({ API_TRACK: shipengine }),
};
