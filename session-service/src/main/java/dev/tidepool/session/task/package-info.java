/** Work that outlives the request that asked for it: a durable queue, shared by all instances. */
@NullMarked
package dev.tidepool.session.task;

import org.jspecify.annotations.NullMarked;
