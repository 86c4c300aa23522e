/** Server-sent events as an answer. */
@NullMarked
package dev.tidepool.session.stream;

import org.jspecify.annotations.NullMarked;
