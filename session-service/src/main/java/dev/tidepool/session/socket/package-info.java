/** A session's socket: what happens in it, in order and without loss, and what its client says. */
@NullMarked
package dev.tidepool.session.socket;

import org.jspecify.annotations.NullMarked;
