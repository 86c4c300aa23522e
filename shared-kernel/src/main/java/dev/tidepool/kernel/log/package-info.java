/** Logging: request identity on every line, one line per request, secrets never. */
@NullMarked
package dev.tidepool.kernel.log;

import org.jspecify.annotations.NullMarked;
