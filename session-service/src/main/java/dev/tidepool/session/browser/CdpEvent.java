package dev.tidepool.session.browser;

import io.vertx.core.json.JsonObject;

/**
 * Something the browser tells unasked.
 *
 * @param session the protocol's session it is of; empty for the browser's own
 * @param method for example {@code Page.loadEventFired}
 */
record CdpEvent(String session, String method, JsonObject params) {}
