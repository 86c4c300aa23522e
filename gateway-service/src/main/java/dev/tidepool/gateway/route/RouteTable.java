package dev.tidepool.gateway.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route of a request: exact segments before {@code {name}} before {@code /**}. An exact line without the request's
 * method leaves it to a {@code /**} above it. Pure and immutable once built.
 */
public final class RouteTable {

    private static final RouteMatch UNKNOWN = new RouteMatch.Unknown();

    /** Deeper paths match nothing but a rest; bounds the work for one request. */
    private static final int MAX_SEGMENTS = 32;

    private final Node root = new Node();

    /** @throws IllegalArgumentException when two routes have the same method and template */
    RouteTable(List<Route> routes) {
        routes.forEach(this::add);
    }

    /** The suite's routes. */
    public static RouteTable tidepool() {
        return new RouteTable(Routes.all());
    }

    /** All lines of the suite's table. */
    public static List<Route> lines() {
        return Routes.all();
    }

    private static final class Node {
        final Map<String, Node> literals = new HashMap<>();
        final Map<String, Route> routes = new TreeMap<>();
        final Map<String, Route> rest = new TreeMap<>();

        @Nullable
        Node parameter;
    }

    /** @param path normalised, without the query */
    public RouteMatch match(String method, String path) {
        String[] segments = path.substring(1).split("/", -1);
        Map<String, Route> candidates = segments.length > MAX_SEGMENTS ? Map.of() : find(root, segments, 0);
        // A HEAD is a GET whose body is not wanted.
        String wanted = method.equals("HEAD") ? "GET" : method;
        Route route = candidates.get(wanted);
        if (route != null) {
            return new RouteMatch.Found(route);
        }
        return candidates.isEmpty() ? UNKNOWN : elsewhere(wanted, segments, candidates);
    }

    private RouteMatch elsewhere(String method, String[] segments, Map<String, Route> exact) {
        List<Map<String, Route>> rests = new ArrayList<>();
        collectRests(root, segments, 0, rests);
        Set<String> methods = new TreeSet<>(exact.keySet());
        for (Map<String, Route> rest : rests) {
            Route route = rest.get(method);
            if (route != null) {
                return new RouteMatch.Found(route);
            }
            methods.addAll(rest.keySet());
        }
        return new RouteMatch.WrongMethod(allowed(methods));
    }

    /** The lines that end in {@code /**} and have the path below them, the longest first. */
    private static void collectRests(Node node, String[] segments, int index, List<Map<String, Route>> rests) {
        if (index == segments.length) {
            return;
        }
        Node literal = node.literals.get(segments[index]);
        if (literal != null) {
            collectRests(literal, segments, index + 1, rests);
        }
        if (node.parameter != null && !segments[index].isEmpty()) {
            collectRests(node.parameter, segments, index + 1, rests);
        }
        rests.add(restOf(node, segments));
    }

    /**
     * A service answers on an address with a slash at its end as on the one without, whose own line would be passed by: its
     * scope, cost, time and body. To services such addresses lead nowhere.
     */
    private static Map<String, Route> restOf(Node node, String[] segments) {
        return segments[segments.length - 1].isEmpty() && leadsToAService(node.rest) ? Map.of() : node.rest;
    }

    private static boolean leadsToAService(Map<String, Route> rest) {
        return rest.values().stream().anyMatch(route -> route.target() instanceof Target.Proxied);
    }

    private static Map<String, Route> find(Node node, String[] segments, int index) {
        if (index == segments.length) {
            return node.routes;
        }
        String segment = segments[index];
        Node literal = node.literals.get(segment);
        Map<String, Route> found = literal == null ? Map.of() : find(literal, segments, index + 1);
        if (found.isEmpty() && node.parameter != null && !segment.isEmpty()) {
            found = find(node.parameter, segments, index + 1);
        }
        return found.isEmpty() ? restOf(node, segments) : found;
    }

    private static Set<String> allowed(Set<String> methods) {
        Set<String> allowed = new TreeSet<>(methods);
        allowed.add("OPTIONS");
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        return allowed;
    }

    private void add(Route route) {
        Node node = root;
        Map<String, Route> place = node.routes;
        for (String segment : route.template().substring(1).split("/", -1)) {
            if (segment.equals("**")) {
                place = node.rest;
            } else {
                node = segment.startsWith("{") ? parameterOf(node) : literalOf(node, segment);
                place = node.routes;
            }
        }
        if (place.put(route.method(), route) != null) {
            throw new IllegalArgumentException("two routes for " + route.method() + " " + route.template());
        }
    }

    private static Node literalOf(Node node, String segment) {
        return node.literals.computeIfAbsent(segment, key -> new Node());
    }

    private static Node parameterOf(Node node) {
        Node parameter = node.parameter == null ? new Node() : node.parameter;
        node.parameter = parameter;
        return parameter;
    }
}
