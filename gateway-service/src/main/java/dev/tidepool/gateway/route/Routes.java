package dev.tidepool.gateway.route;

import static dev.tidepool.gateway.route.Upstream.SESSION;
import static dev.tidepool.gateway.route.Upstream.SOCIAL;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every path the suite answers on. What is not here is refused with 404, another method with 405. A line with {@code /**}
 * leaves a service its own paths below a prefix; an exact line always wins over it.
 *
 * <p>Answers are kept ({@code kept}) only where every caller sees the same. Posts, feeds and submolts say {@code your_role} or
 * {@code you_follow_author}, sessions and skills are an organisation's own: none of them is.
 */
final class Routes {

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private Routes() {}

    static List<Route> all() {
        return Stream.of(gateway(), session(), social(), StakingRoutes.all())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Route> gateway() {
        return List.of(
                Route.local("GET", "/health").open().within(TimeoutClass.HEALTH),
                Route.local("GET", "/health/live").open().within(TimeoutClass.HEALTH),
                Route.local("GET", "/health/ready").open().within(TimeoutClass.HEALTH),
                Route.local("GET", "/info").publicGranting().kept(Duration.ofMinutes(1)),
                Route.local("GET", "/.well-known/jwks.json").publicGranting().kept(Duration.ofSeconds(5)),
                Route.local("GET", "/api/openapi.json").publicGranting().kept(Duration.ofSeconds(5)),
                Route.local("GET", "/api/docs").publicGranting(),
                Route.local("GET", "/api/docs/**").publicGranting().kept(Duration.ofMinutes(10)),
                Route.local("POST", "/v1/auth/login").publicGranting(),
                Route.local("POST", "/v1/auth/register").publicGranting(),
                Route.local("POST", "/v1/auth/refresh").publicGranting(),
                Route.local("POST", "/v1/auth/logout").publicGranting(),
                Route.local("POST", "/v1/auth/password"),
                Route.local("GET", "/v1/auth/me"),
                Route.local("POST", "/v1/auth/invitations/accept").publicGranting(),
                Route.local("GET", "/v1/members").scoped("members"),
                Route.local("GET", "/v1/members/invitations").scoped("members"),
                Route.local("POST", "/v1/members/invitations").scoped("members"),
                Route.local("DELETE", "/v1/members/invitations/{id}").scoped("members"),
                Route.local("PATCH", "/v1/members/{id}").scoped("members"),
                Route.local("DELETE", "/v1/members/{id}").scoped("members"),
                Route.local("DELETE", "/v1/organization"),
                Route.local("GET", "/v1/api-keys").scoped("keys"),
                Route.local("POST", "/v1/api-keys").scoped("keys"),
                Route.local("GET", "/v1/api-keys/{id}").scoped("keys"),
                Route.local("PATCH", "/v1/api-keys/{id}").scoped("keys"),
                Route.local("DELETE", "/v1/api-keys/{id}").scoped("keys"),
                Route.local("POST", "/v1/api-keys/{id}/rotate").scoped("keys"),
                // Whoever shows a key may replace it: no scope is needed.
                Route.local("POST", "/v1/api-keys/current/rotate"),
                Route.local("GET", "/v1/api-keys/{id}/usage").scoped("keys"),
                Route.local("GET", "/v1/audit").scoped("audit"),
                Route.local("GET", "/v1/audit/export")
                        .scoped("audit")
                        .costing(5)
                        .within(TimeoutClass.EXPORT),
                Route.local("GET", "/v1/usage"),
                // A credential may also come in the first message.
                Route.localSocket("/v1/realtime").publicGranting(),
                Route.local("POST", "/v1/realtime/tickets"),
                Route.local("GET", "/v1/realtime/stats"));
    }

    private static List<Route> session() {
        return Stream.of(chat(), sessions(), skills(), tasks())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Route> chat() {
        return List.of(
                Route.to(SESSION, "POST", "/v1/chat/completions")
                        .scoped("chat")
                        .costing(5)
                        .within(TimeoutClass.STREAM),
                Route.to(SESSION, "POST", "/v1/responses")
                        .scoped("chat")
                        .costing(5)
                        .within(TimeoutClass.STREAM),
                Route.to(SESSION, "GET", "/v1/models").scoped("chat"),
                // A model's name may hold slashes: vendor/model.
                Route.to(SESSION, "GET", "/v1/models/**").scoped("chat"),
                Route.to(SESSION, "GET", "/v1/usage/tokens").scoped("chat"),
                Route.to(SESSION, "GET", "/v1/openclaw/status").scoped("sessions"),
                Route.to(SESSION, "GET", "/v1/openclaw/skills").scoped("skills"),
                Route.to(SESSION, "POST", "/v1/openclaw/browser")
                        .scoped("skills")
                        .costing(5)
                        .within(TimeoutClass.STREAM),
                // The tools of an agent take their time.
                Route.to(SESSION, "POST", "/v1/openclaw/tools/{tool}")
                        .scoped("skills")
                        .costing(5)
                        .within(TimeoutClass.STREAM),
                // Its tools ask for the scopes of what they do. The protocol has a server look at Origin.
                Route.to(SESSION, "GET", "/v1/mcp").within(TimeoutClass.LISTEN).fromKnownOrigins(),
                Route.to(SESSION, "POST", "/v1/mcp")
                        .costingByTool(5)
                        .within(TimeoutClass.STREAM)
                        .fromKnownOrigins(),
                Route.to(SESSION, "DELETE", "/v1/mcp").fromKnownOrigins());
    }

    private static List<Route> sessions() {
        return Stream.concat(
                        Stream.of(
                                Route.to(SESSION, "GET", "/v1/sessions").scoped("sessions"),
                                Route.to(SESSION, "POST", "/v1/sessions").scoped("sessions"),
                                Route.to(SESSION, "GET", "/v1/sessions/{id}").scoped("sessions"),
                                Route.to(SESSION, "DELETE", "/v1/sessions/{id}").scoped("sessions"),
                                Route.to(SESSION, "POST", "/v1/sessions/{id}/close")
                                        .scoped("sessions"),
                                Route.to(SESSION, "GET", "/v1/sessions/{id}/messages")
                                        .scoped("sessions"),
                                Route.to(SESSION, "POST", "/v1/sessions/{id}/messages")
                                        .scoped("sessions"),
                                Route.to(SESSION, "GET", "/v1/sessions/{id}/messages/search")
                                        .scoped("sessions")
                                        .costing(5),
                                // Waits up to 55 s for another session's answer.
                                Route.to(SESSION, "POST", "/v1/sessions/{id}/send")
                                        .scoped("sessions")
                                        .costing(5)
                                        .within(TimeoutClass.ANALYTICS),
                                // The agent's model summarises.
                                Route.to(SESSION, "POST", "/v1/sessions/{id}/openclaw/{agent}/compact")
                                        .scoped("sessions")
                                        .costing(5)
                                        .within(TimeoutClass.STREAM),
                                Route.to(SESSION, "GET", "/v1/sessions/{id}/export")
                                        .scoped("sessions")
                                        .costing(5)
                                        .within(TimeoutClass.EXPORT),
                                // Lines of A2UI.
                                Route.to(SESSION, "POST", "/v1/sessions/{id}/canvas")
                                        .scoped("sessions")
                                        .anyContentType(),
                                Route.socketTo(SESSION, "/v1/sessions/{id}/socket")
                                        .scopedToWrite("sessions")),
                        Stream.concat(browser(), rest(SESSION, "/v1/sessions/**", "sessions")))
                .toList();
    }

    /** Pages take their time to load, and Chromium to start. */
    private static Stream<Route> browser() {
        return Stream.of(
                        Route.to(SESSION, "GET", "/v1/sessions/{id}/browser"),
                        Route.to(SESSION, "POST", "/v1/sessions/{id}/browser").costing(5),
                        Route.to(SESSION, "DELETE", "/v1/sessions/{id}/browser"),
                        Route.to(SESSION, "POST", "/v1/sessions/{id}/browser/navigate"),
                        Route.to(SESSION, "GET", "/v1/sessions/{id}/browser/snapshot"),
                        Route.to(SESSION, "POST", "/v1/sessions/{id}/browser/act"),
                        Route.to(SESSION, "GET", "/v1/sessions/{id}/browser/screenshot")
                                .costing(5),
                        Route.to(SESSION, "GET", "/v1/sessions/{id}/browser/pdf")
                                .costing(5))
                .map(route -> route.scoped("sessions").within(TimeoutClass.ANALYTICS));
    }

    private static List<Route> skills() {
        return Stream.concat(
                        Stream.of(
                                Route.to(SESSION, "GET", "/v1/skills").scoped("skills"),
                                // A skill comes as an archive.
                                Route.to(SESSION, "POST", "/v1/skills")
                                        .scoped("skills")
                                        .costing(5)
                                        .anyContentType(),
                                // Answers within the 30 s that a skill may take, or as a task.
                                Route.to(SESSION, "POST", "/v1/skills/{name}/execute")
                                        .scoped("skills")
                                        .costing(5)
                                        .within(TimeoutClass.ANALYTICS),
                                Route.to(SESSION, "GET", "/v1/secrets").scoped("skills"),
                                Route.to(SESSION, "PUT", "/v1/secrets/{name}").scoped("skills"),
                                Route.to(SESSION, "DELETE", "/v1/secrets/{name}")
                                        .scoped("skills")),
                        rest(SESSION, "/v1/skills/**", "skills"))
                .toList();
    }

    /** A task may be a chat of many turns: making one must not be the cheap way to a model. */
    private static List<Route> tasks() {
        return Stream.concat(
                        Stream.of(
                                Route.to(SESSION, "GET", "/v1/tasks").scoped("tasks"),
                                Route.to(SESSION, "POST", "/v1/tasks")
                                        .scoped("tasks")
                                        .costing(5),
                                Route.to(SESSION, "GET", "/v1/schedules").scoped("tasks"),
                                Route.to(SESSION, "POST", "/v1/schedules")
                                        .scoped("tasks")
                                        .costing(5),
                                Route.to(SESSION, "POST", "/v1/schedules/{id}/run")
                                        .scoped("tasks")
                                        .costing(5)),
                        Stream.concat(
                                rest(SESSION, "/v1/tasks/**", "tasks"), rest(SESSION, "/v1/schedules/**", "tasks")))
                .toList();
    }

    private static List<Route> social() {
        return Stream.concat(
                        Stream.of(
                                Route.to(SOCIAL, "POST", "/api/v1/agents/register")
                                        .publicGranting("agents:register")
                                        // Each makes an organisation with limits of its own.
                                        .costing(5),
                                document("/skill.md"),
                                document("/heartbeat.md"),
                                document("/messaging.md"),
                                document("/rules.md"),
                                document("/skill.json"),
                                Route.to(SOCIAL, "GET", "/api/v1/agents/me").scoped("social"),
                                // The owner's token, which the claim showed, is the credential.
                                Route.to(SOCIAL, "POST", "/api/v1/agents/recover-key")
                                        .publicGranting("agents:recover")
                                        .costing(5),
                                // Other services prove with it whom they talk to; the token is the credential.
                                Route.to(SOCIAL, "POST", "/api/v1/agents/verify-identity")
                                        .publicGranting(),
                                // The claim's token is the credential. Pages are forms.
                                Route.to(SOCIAL, "GET", "/claim/{token}").publicGranting(),
                                Route.to(SOCIAL, "POST", "/claim/{token}")
                                        .publicGranting()
                                        .anyContentType(),
                                Route.to(SOCIAL, "GET", "/u/{name}").publicGranting(),
                                Route.to(SOCIAL, "GET", "/api/v1/images/{id}").publicGranting(),
                                Route.to(SOCIAL, "GET", "/api/v1/posts").scoped("social"),
                                Route.to(SOCIAL, "POST", "/api/v1/posts").scoped("social"),
                                Route.to(SOCIAL, "GET", "/api/v1/posts/{id}").scoped("social"),
                                Route.to(SOCIAL, "POST", "/api/v1/posts/{id}/upvote")
                                        .scoped("social"),
                                Route.to(SOCIAL, "POST", "/api/v1/posts/{id}/downvote")
                                        .scoped("social"),
                                Route.to(SOCIAL, "GET", "/api/v1/feed").scoped("social"),
                                // What the agent is told, as it happens.
                                Route.to(SOCIAL, "GET", "/api/v1/events")
                                        .scoped("social")
                                        .within(TimeoutClass.LISTEN),
                                Route.to(SOCIAL, "GET", "/api/v1/submolts").scoped("social"),
                                keptAnalytics("/api/analytics/timeseries"),
                                keptAnalytics("/api/analytics/sentiment-distribution"),
                                keptAnalytics("/api/analytics/top-agents"),
                                keptAnalytics("/api/analytics/top-submolts"),
                                Route.to(SOCIAL, "GET", "/api/analytics/**")
                                        .scoped("social")
                                        .costing(5)
                                        .within(TimeoutClass.ANALYTICS)),
                        Stream.concat(
                                Stream.concat(SharedSkillRoutes.all(), watching()),
                                rest(SOCIAL, "/api/v1/**", "social").map(Route::anyContentType)))
                .toList();
    }

    /** What an organisation watches: an organisation's own, and read from few rows. */
    private static Stream<Route> watching() {
        return Stream.of("alert-rules", "alerts", "relations", "brand-terms")
                .map(what -> "/api/analytics/" + what)
                .flatMap(path -> Stream.concat(
                        (path.endsWith("/alerts") ? Stream.of("GET") : Stream.of("GET", "POST"))
                                .map(method -> Route.to(SOCIAL, method, path).scoped("social")),
                        rest(SOCIAL, path + "/**", "social")));
    }

    /** Agents read it before they have a key. */
    static Route document(String path) {
        return Route.to(SOCIAL, "GET", path).publicGranting().kept(Duration.ofMinutes(1));
    }

    /** The same for everybody, until the totals change. */
    private static Route keptAnalytics(String path) {
        return Route.to(SOCIAL, "GET", path)
                .scoped("social")
                .within(TimeoutClass.ANALYTICS)
                .kept(Duration.ofSeconds(30), "metrics");
    }

    static Stream<Route> rest(Upstream upstream, String template, String resource) {
        return METHODS.stream()
                .map(method -> Route.to(upstream, method, template).scoped(resource));
    }
}
