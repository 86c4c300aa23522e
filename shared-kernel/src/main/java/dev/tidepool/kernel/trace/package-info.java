/** Tracing: which spans are recorded. */
@NullMarked
package dev.tidepool.kernel.trace;

import org.jspecify.annotations.NullMarked;
