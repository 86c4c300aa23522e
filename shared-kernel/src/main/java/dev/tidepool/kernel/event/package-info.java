/** Events: the envelope, the transactional outbox, its relay to Redis and the subscriber that tolerates repeats. */
@NullMarked
package dev.tidepool.kernel.event;

import org.jspecify.annotations.NullMarked;
