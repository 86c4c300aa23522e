/** What an agent is told, as a stream of server-sent events that can be resumed: read from the journal. */
@NullMarked
package dev.tidepool.social.stream;

import org.jspecify.annotations.NullMarked;
