/** The connection to the operator's OpenClaw gateway: its protocol, version 4, over a WebSocket. */
@NullMarked
package dev.tidepool.session.openclaw;

import org.jspecify.annotations.NullMarked;
