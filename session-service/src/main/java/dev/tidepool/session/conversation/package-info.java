/** What agents of the operator's OpenClaw gateway keep of sessions. */
@NullMarked
package dev.tidepool.session.conversation;

import org.jspecify.annotations.NullMarked;
