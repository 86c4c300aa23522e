/** Names and units of the metrics that all services share. */
@NullMarked
package dev.tidepool.kernel.metric;

import org.jspecify.annotations.NullMarked;
