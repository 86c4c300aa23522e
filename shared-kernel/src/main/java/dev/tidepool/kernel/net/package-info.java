/** Outbound connections: only to addresses that were checked after resolution. */
@NullMarked
package dev.tidepool.kernel.net;

import org.jspecify.annotations.NullMarked;
