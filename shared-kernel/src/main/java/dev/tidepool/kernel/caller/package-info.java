/** Who is calling: the caller, tiers and roles, and the check of the internal token that only the gateway signs. */
@NullMarked
package dev.tidepool.kernel.caller;

import org.jspecify.annotations.NullMarked;
