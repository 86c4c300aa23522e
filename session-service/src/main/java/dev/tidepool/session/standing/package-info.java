/** What members are worth by now, in whose name something runs that they asked for a while ago: the gateway knows. */
@NullMarked
package dev.tidepool.session.standing;

import org.jspecify.annotations.NullMarked;
