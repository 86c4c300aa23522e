package dev.tidepool.gateway.route;

import io.vertx.core.http.HttpClient;

/**
 * What one event loop sends requests with. Each has connections of its own, so that a request and the service's answer stay on
 * one thread and no thread wakes another.
 */
record Lane(HttpClient client, Deadlines deadlines) {}
