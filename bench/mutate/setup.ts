/** A property that fails is not made smaller: that it fails is all that is asked. */
import fc from "fast-check";

fc.configureGlobal({ endOnFailure: true });
