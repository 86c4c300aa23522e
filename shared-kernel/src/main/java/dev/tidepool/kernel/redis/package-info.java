/** Connections to Redis that last. */
@NullMarked
package dev.tidepool.kernel.redis;

import org.jspecify.annotations.NullMarked;
