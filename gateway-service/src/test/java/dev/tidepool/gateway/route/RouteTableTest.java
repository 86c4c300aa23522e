package dev.tidepool.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouteTableTest {

    private final RouteTable table = RouteTable.tidepool();

    @Test
    void findsExactPathBeforeParameterBeforeRest() {
        assertThat(template("GET", "/v1/sessions")).isEqualTo("/v1/sessions");
        assertThat(template("GET", "/v1/sessions/7")).isEqualTo("/v1/sessions/{id}");
        assertThat(template("GET", "/v1/sessions/7/new/thing")).isEqualTo("/v1/sessions/**");
        assertThat(template("GET", "/api/v1/agents/me")).isEqualTo("/api/v1/agents/me");
        assertThat(template("PATCH", "/api/v1/agents/someone")).isEqualTo("/api/v1/**");
    }

    @Test
    void servesAHeadAsAGet() {
        assertThat(template("HEAD", "/v1/models")).isEqualTo("/v1/models");
    }

    @Test
    void namesTheMethodsOfAKnownPath() {
        assertThat(table.match("PUT", "/v1/sessions"))
                .isEqualTo(
                        new RouteMatch.WrongMethod(new java.util.TreeSet<>(List.of("GET", "HEAD", "OPTIONS", "POST"))));
        assertThat(table.match("TRACE", "/v1/sessions/7"))
                .isEqualTo(new RouteMatch.WrongMethod(
                        new java.util.TreeSet<>(List.of("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"))));
    }

    @Test
    void leavesAMethodThatAnExactLineLacksToTheServicesOtherPaths() {
        assertThat(template("PATCH", "/v1/sessions/7")).isEqualTo("/v1/sessions/**");
        assertThat(template("GET", "/v1/sessions/7/canvas")).isEqualTo("/v1/sessions/**");
        assertThat(template("HEAD", "/v1/sessions/7/canvas")).isEqualTo("/v1/sessions/**");
        assertThat(template("DELETE", "/api/v1/posts/7")).isEqualTo("/api/v1/**");
        assertThat(template("PATCH", "/api/v1/agents/me")).isEqualTo("/api/v1/**");
        assertThat(access("PATCH", "/v1/sessions/7")).isEqualTo(new Access.Protected(Optional.of("sessions:write")));
        assertThat(access("GET", "/api/v1/skills/tide/comments"))
                .isEqualTo(new Access.Protected(Optional.of("social:read")));
        assertThat(access("POST", "/api/v1/skills/tide/comments"))
                .isEqualTo(new Access.Protected(Optional.of("social:write")));
        assertThat(access("DELETE", "/api/v1/skills/tide/comments/7"))
                .isEqualTo(new Access.Protected(Optional.of("social:write")));
        assertThat(table.match("DELETE", "/v1/models")).isInstanceOf(RouteMatch.WrongMethod.class);
        assertThat(table.match("POST", "/v1/api-keys/7")).isInstanceOf(RouteMatch.WrongMethod.class);
    }

    /** To a service the slash makes no difference: its costs, times and rights would be passed by. */
    @Test
    void aSlashAtTheEndLeadsToNoService() {
        for (Route line : Routes.all()) {
            if (line.target() instanceof Target.Proxied || line.target() instanceof Target.ProxiedSocket) {
                String path = line.template().replace("/**", "/x/y/z").replaceAll("\\{[^}]*}", "x");
                assertThat(table.match(line.method(), path)).as(path).isEqualTo(new RouteMatch.Found(line));
                assertThat(table.match(line.method(), path + "/"))
                        .as(path + "/")
                        .isEqualTo(new RouteMatch.Unknown());
            }
        }
        assertThat(template("GET", "/api/docs/")).isEqualTo("/api/docs/**");
    }

    @Test
    void knowsNothingElse() {
        for (String path : List.of("/", "/v1", "/v1/nothing", "/internal/jwks.json", "/q/metrics", "/v2/sessions")) {
            assertThat(table.match("GET", path)).as(path).isInstanceOf(RouteMatch.Unknown.class);
        }
        assertThat(table.match("GET", "/a".repeat(5_000))).isInstanceOf(RouteMatch.Unknown.class);
    }

    @Test
    void asksForTheScopeOfTheMethod() {
        assertThat(access("GET", "/v1/sessions")).isEqualTo(new Access.Protected(Optional.of("sessions:read")));
        assertThat(access("DELETE", "/v1/sessions/1")).isEqualTo(new Access.Protected(Optional.of("sessions:write")));
        assertThat(access("GET", "/v1/sessions/1/socket"))
                .isEqualTo(new Access.Protected(Optional.of("sessions:write")));
        assertThat(access("POST", "/v1/staking/anything/else"))
                .isEqualTo(new Access.Protected(Optional.of("staking:write")));
    }

    @Test
    void grantsEachScopeOnOneRouteOnly() {
        List<String> granted = Routes.all().stream()
                .flatMap(route -> route.access() instanceof Access.Public shared
                        ? shared.granted().stream()
                        : java.util.stream.Stream.empty())
                .toList();
        assertThat(granted)
                .containsExactlyInAnyOrder("agents:register", "agents:recover", "actions:stake", "actions:unstake");
    }

    /** An alias has the scope, the cost and the limits of what it stands for. */
    @Test
    void servesTheMoltbookWireBelowTheRootToo() {
        assertThat(template("GET", RootAliases.resolve("/posts"))).isEqualTo("/api/v1/posts");
        assertThat(template("GET", RootAliases.resolve("/agents/me"))).isEqualTo("/api/v1/agents/me");
        assertThat(template("POST", RootAliases.resolve("/verify"))).isEqualTo("/api/v1/**");
        assertThat(found("POST", RootAliases.resolve("/agents/register")).cost())
                .isEqualTo(5);
        for (String path :
                List.of("/", "/health", "/v1/sessions", "/api/v1/posts", "/postscript", "//posts", "/claim/x")) {
            assertThat(RootAliases.resolve(path)).as(path).isEqualTo(path);
        }
    }

    @Test
    void noPathOfTheSuiteIsHiddenByAnAlias() {
        for (Route line : Routes.all()) {
            assertThat(RootAliases.resolve(line.template())).isEqualTo(line.template());
        }
    }

    @Test
    void bindsStakingToShorterBodies() {
        assertThat(found("POST", "/v1/staking/transactions/submit").maxBodyBytes())
                .isEqualTo(1024 * 1024);
        assertThat(found("POST", "/v1/sessions").maxBodyBytes()).isEqualTo(10 * 1024 * 1024);
    }

    @Test
    void letsWalletsUseActionsWithoutACredential() {
        for (String path : List.of("/actions.json", "/actions/icon.svg", "/actions/stake", "/actions/unstake")) {
            assertThat(access("GET", path)).as(path).isEqualTo(new Access.Public(Set.of()));
        }
        assertThat(access("POST", "/actions/stake")).isEqualTo(new Access.Public(Set.of("actions:stake")));
        assertThat(access("POST", "/stake/build")).isEqualTo(new Access.Protected(Optional.of("staking:write")));
        assertThat(access("POST", "/stake/recommend")).isEqualTo(new Access.Protected(Optional.of("staking:read")));
        assertThat(access("POST", "/stake/webhooks/register"))
                .isEqualTo(new Access.Protected(Optional.of("staking:write")));
        assertThat(access("GET", "/stake/webhooks")).isEqualTo(new Access.Protected(Optional.of("staking:read")));
        assertThat(access("GET", "/positions/somebody")).isEqualTo(new Access.Protected(Optional.of("staking:read")));
    }

    @Test
    void countsTheKindsOfTransactionsAsOneLine() {
        assertThat(found("POST", "/v1/staking/transactions/move-stake").template())
                .isEqualTo("/v1/staking/transactions/move-stake");
        assertThat(found("POST", "/v1/staking/transactions/simulate").template())
                .isEqualTo("/v1/staking/transactions/simulate");
        assertThat(access("GET", "/v1/staking/transactions"))
                .isEqualTo(new Access.Protected(Optional.of("staking:read")));
    }

    @Test
    void letsReadersOfStakeAskWithABody() {
        assertThat(access("POST", "/v1/staking/recommend"))
                .isEqualTo(new Access.Protected(Optional.of("staking:read")));
        assertThat(access("GET", "/v1/staking/positions/wallet/rewards"))
                .isEqualTo(new Access.Protected(Optional.of("staking:read")));
        assertThat(found("GET", "/v1/staking/positions/wallet/rewards").cost()).isEqualTo(5);
        for (String path : List.of("/v1/staking/validators/vote", "/v1/staking/recommend", "/v1/staking/fees")) {
            assertThat(found("GET", path).caching()).as(path).isPresent();
        }
        assertThat(found("POST", "/v1/staking/recommend").caching()).isEmpty();
    }

    @Test
    void rejectsTwoRoutesForTheSameRequest() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RouteTable(List.of(Route.local("GET", "/a"), Route.local("GET", "/a"))));
    }

    private Route found(String method, String path) {
        return ((RouteMatch.Found) table.match(method, path)).route();
    }

    private String template(String method, String path) {
        return found(method, path).template();
    }

    private Access access(String method, String path) {
        return found(method, path).access();
    }
}
