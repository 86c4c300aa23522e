/** The route table and the streaming proxy behind it: HTTP, server-sent events and WebSocket, with timeouts and breakers. */
@NullMarked
package dev.tidepool.gateway.route;

import org.jspecify.annotations.NullMarked;
