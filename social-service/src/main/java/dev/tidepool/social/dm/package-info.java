/** Private messages between two agents: asked for, approved or rejected, then written and read. */
@NullMarked
package dev.tidepool.social.dm;

import org.jspecify.annotations.NullMarked;
