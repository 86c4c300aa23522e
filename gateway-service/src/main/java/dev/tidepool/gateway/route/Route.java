package dev.tidepool.gateway.route;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * One line of the route table.
 *
 * @param template path with {@code {name}} for one segment, and {@code /**} at its end for any rest
 * @param method upper case
 * @param maxBodyBytes longest body, however it is sent
 * @param jsonOnly whether a body must be JSON
 * @param cost how many requests one of it counts as against the limits, at most
 * @param cheaperByTool whether it counts as one when its body, a message of the Model Context Protocol, calls no dear tool
 * @param caching empty unless the answers are the same for every caller
 * @param knownOriginsOnly whether a web page of an unknown origin is refused, not only kept from reading the answer
 */
public record Route(
        String method,
        String template,
        Target target,
        Access access,
        TimeoutClass timeout,
        long maxBodyBytes,
        boolean jsonOnly,
        int cost,
        Optional<Caching> caching,
        boolean knownOriginsOnly,
        boolean cheaperByTool) {

    private static final long KIB = 1024;

    /** Nothing the gateway itself reads is longer. */
    static final long LOCAL_BODY = 64 * KIB;

    /** Below every limit that a tier has by default, so that no route is closed to anybody. */
    private static final int MOST_COST = 20;

    static final long STANDARD_BODY = 10 * KIB * KIB;
    static final long STAKING_BODY = KIB * KIB;

    public Route {
        if (!template.startsWith("/") || maxBodyBytes < 1) {
            throw new IllegalArgumentException("not a route: " + method + " " + template);
        }
        if (cost < 1 || cost > MOST_COST) {
            throw new IllegalArgumentException("cost must be between 1 and " + MOST_COST + ": " + cost);
        }
    }

    private Route(
            String method,
            String template,
            Target target,
            Access access,
            TimeoutClass timeout,
            long maxBodyBytes,
            boolean jsonOnly,
            int cost) {
        this(method, template, target, access, timeout, maxBodyBytes, jsonOnly, cost, Optional.empty(), false, false);
    }

    static Route local(String method, String template) {
        return new Route(
                method,
                template,
                new Target.Local(),
                anyMember(),
                TimeoutClass.STANDARD,
                LOCAL_BODY,
                hasBody(method),
                1);
    }

    static Route to(Upstream upstream, String method, String template) {
        long maxBody = upstream == Upstream.STAKING ? STAKING_BODY : STANDARD_BODY;
        return new Route(
                method,
                template,
                new Target.Proxied(upstream),
                anyMember(),
                TimeoutClass.STANDARD,
                maxBody,
                hasBody(method),
                1);
    }

    static Route localSocket(String template) {
        return new Route(
                "GET", template, new Target.LocalSocket(), anyMember(), TimeoutClass.STANDARD, LOCAL_BODY, false, 1);
    }

    static Route socketTo(Upstream upstream, String template) {
        return new Route(
                "GET",
                template,
                new Target.ProxiedSocket(upstream),
                anyMember(),
                TimeoutClass.STANDARD,
                STANDARD_BODY,
                false,
                1);
    }

    Route open() {
        return with(new Access.Open());
    }

    Route publicGranting(String... scopes) {
        return with(new Access.Public(Set.of(scopes)));
    }

    /** Requires {@code <resource>:read} of requests that only read, {@code <resource>:write} of all others. */
    Route scoped(String resource) {
        String action = method.equals("GET") ? ":read" : ":write";
        return with(new Access.Protected(Optional.of(resource + action)));
    }

    /** Requires {@code <resource>:read}, for a request that changes nothing although it has a body. */
    Route scopedToRead(String resource) {
        return with(new Access.Protected(Optional.of(resource + ":read")));
    }

    /** Requires {@code <resource>:write}, for a request that changes things although it is a GET. */
    Route scopedToWrite(String resource) {
        return with(new Access.Protected(Optional.of(resource + ":write")));
    }

    Route within(TimeoutClass other) {
        return new Route(
                method,
                template,
                target,
                access,
                other,
                maxBodyBytes,
                jsonOnly,
                cost,
                caching,
                knownOriginsOnly,
                cheaperByTool);
    }

    /** Counts as so many requests, for what is dear behind it. */
    Route costing(int requests) {
        return new Route(
                method,
                template,
                target,
                access,
                timeout,
                maxBodyBytes,
                jsonOnly,
                requests,
                caching,
                knownOriginsOnly,
                cheaperByTool);
    }

    /** Counts as so many requests when its body calls a dear tool, and else as one. */
    Route costingByTool(int requests) {
        return new Route(
                method,
                template,
                target,
                access,
                timeout,
                maxBodyBytes,
                jsonOnly,
                requests,
                caching,
                knownOriginsOnly,
                true);
    }

    /** Takes bodies of any type; the service looks at the type itself. */
    Route anyContentType() {
        return new Route(
                method,
                template,
                target,
                access,
                timeout,
                maxBodyBytes,
                false,
                cost,
                caching,
                knownOriginsOnly,
                cheaperByTool);
    }

    /** Keeps answers; only for what no caller sees differently. */
    Route kept(Duration lifetime, String... tags) {
        return new Route(
                method,
                template,
                target,
                access,
                timeout,
                maxBodyBytes,
                jsonOnly,
                cost,
                Optional.of(new Caching(lifetime, Set.of(tags))),
                knownOriginsOnly,
                cheaperByTool);
    }

    /** Refuses web pages of unknown origins, as a protocol may ask for. */
    Route fromKnownOrigins() {
        return new Route(
                method, template, target, access, timeout, maxBodyBytes, jsonOnly, cost, caching, true, cheaperByTool);
    }

    /** Whether the route is a WebSocket. */
    public boolean isSocket() {
        return target instanceof Target.LocalSocket || target instanceof Target.ProxiedSocket;
    }

    private Route with(Access other) {
        return new Route(
                method,
                template,
                target,
                other,
                timeout,
                maxBodyBytes,
                jsonOnly,
                cost,
                caching,
                knownOriginsOnly,
                cheaperByTool);
    }

    private static Access anyMember() {
        return new Access.Protected(Optional.empty());
    }

    private static boolean hasBody(String method) {
        return !method.equals("GET");
    }
}
