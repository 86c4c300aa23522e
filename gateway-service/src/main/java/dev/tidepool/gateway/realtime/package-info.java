/** Realtime: WebSocket rooms fed by events from Redis. */
@NullMarked
package dev.tidepool.gateway.realtime;

import org.jspecify.annotations.NullMarked;
