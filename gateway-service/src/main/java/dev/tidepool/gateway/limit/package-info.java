/** Rate limits: tiers, the shared window in Redis, and the local window when Redis is away. */
@NullMarked
package dev.tidepool.gateway.limit;

import org.jspecify.annotations.NullMarked;
