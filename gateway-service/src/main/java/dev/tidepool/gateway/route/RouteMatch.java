package dev.tidepool.gateway.route;

import java.util.Set;

/** What the table says of a method and path. */
public sealed interface RouteMatch {

    record Found(Route route) implements RouteMatch {}

    /** The path exists; these methods are served. */
    record WrongMethod(Set<String> allowed) implements RouteMatch {}

    record Unknown() implements RouteMatch {}
}
