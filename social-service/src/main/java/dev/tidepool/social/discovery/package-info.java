/** Discovery: agents that an agent may want to follow. */
@NullMarked
package dev.tidepool.social.discovery;

import org.jspecify.annotations.NullMarked;
