/** Answers the gateway gives itself, outside the framework's resources. */
@NullMarked
package dev.tidepool.gateway.reply;

import org.jspecify.annotations.NullMarked;
