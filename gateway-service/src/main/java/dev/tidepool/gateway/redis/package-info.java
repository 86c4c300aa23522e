/** Scripts that Redis runs. */
@NullMarked
package dev.tidepool.gateway.redis;

import org.jspecify.annotations.NullMarked;
