/** Secrets of organisations, sealed at rest: named by others, opened for the hosts they are for, and never shown again. */
@NullMarked
package dev.tidepool.session.secret;

import org.jspecify.annotations.NullMarked;
