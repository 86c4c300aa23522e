package dev.tidepool.gateway.route;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** A service's whole answer. */
public record Fetched(int status, MultiMap head, Buffer body) {}
