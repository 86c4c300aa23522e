package dev.tidepool.gateway.operator;

import io.vertx.ext.web.RoutingContext;

/** Somebody asked for an operator's route without the operator's token. */
public record OperatorRefused(RoutingContext request) {}
