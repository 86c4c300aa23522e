package dev.tidepool.gateway.route;

import static dev.tidepool.gateway.route.Upstream.STAKING;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Routes to the staking service. */
final class StakingRoutes {

    /** What may be built, each an operation of its own, and what may be done with what was built. */
    private static final List<String> POSTED = List.of(
            "create-and-delegate",
            "delegate",
            "deactivate",
            "withdraw",
            "split",
            "merge",
            "authorize",
            "set-lockup",
            "move-stake",
            "move-lamports",
            "create-nonce",
            "advance-nonce",
            "close-nonce",
            "stake",
            "unstake",
            "claim",
            "liquid-stake",
            "liquid-unstake",
            "batch",
            "simulate",
            "decode",
            "attach-signatures",
            "submit");

    private StakingRoutes() {}

    static List<Route> all() {
        Stream<Route> posted = POSTED.stream()
                .map(what -> Route.to(STAKING, "POST", "/v1/staking/transactions/" + what)
                        .scoped("staking"));
        Stream<Route> read = Stream.of(
                Route.to(STAKING, "GET", "/v1/staking/transactions").scoped("staking"),
                Route.to(STAKING, "GET", "/v1/staking/transactions/{id}").scoped("staking"),
                Route.to(STAKING, "GET", "/v1/staking/positions/{wallet}").scoped("staking"),
                // Many calls of the chain for one.
                Route.to(STAKING, "GET", "/v1/staking/positions/{wallet}/rewards")
                        .scoped("staking")
                        .costing(5),
                Route.to(STAKING, "GET", "/v1/staking/network").scoped("staking"));
        Stream<Route> agents = Stream.of(
                Route.to(STAKING, "POST", "/v1/staking/build-and-monitor").scoped("staking"),
                Route.to(STAKING, "POST", "/stake/build").scoped("staking"),
                Route.to(STAKING, "POST", "/stake/build-and-monitor").scoped("staking"),
                Route.to(STAKING, "GET", "/stake/recommend").scoped("staking"),
                Route.to(STAKING, "POST", "/stake/recommend").scopedToRead("staking"),
                Route.to(STAKING, "POST", "/unstake/build").scoped("staking"),
                Route.to(STAKING, "POST", "/tx/submit").scoped("staking"),
                Route.to(STAKING, "GET", "/positions/{wallet}").scoped("staking"));
        return Stream.of(
                        posted,
                        read,
                        agents,
                        actions(),
                        chosen(),
                        webhooks(),
                        Routes.rest(STAKING, "/v1/staking/**", "staking"))
                .flatMap(routes -> routes)
                .toList();
    }

    /** What is the same for everybody, until the validators are others. */
    private static Stream<Route> chosen() {
        return Stream.of(
                Route.to(STAKING, "GET", "/v1/staking/validators")
                        .scoped("staking")
                        .kept(Duration.ofSeconds(10), "validator"),
                Route.to(STAKING, "GET", "/v1/staking/validators/{vote}")
                        .scoped("staking")
                        .kept(Duration.ofSeconds(10), "validator"),
                Route.to(STAKING, "GET", "/v1/staking/recommend")
                        .scoped("staking")
                        .kept(Duration.ofSeconds(10), "validator"),
                Route.to(STAKING, "POST", "/v1/staking/recommend").scopedToRead("staking"),
                Route.to(STAKING, "GET", "/v1/staking/fees").scoped("staking").kept(Duration.ofSeconds(2)));
    }

    private static Stream<Route> webhooks() {
        return Stream.of(
                Route.to(STAKING, "GET", "/v1/staking/webhooks").scoped("staking"),
                Route.to(STAKING, "POST", "/v1/staking/webhooks").scoped("staking"),
                Route.to(STAKING, "DELETE", "/v1/staking/webhooks/{id}").scoped("staking"),
                Route.to(STAKING, "GET", "/v1/staking/webhooks/{id}/deliveries").scoped("staking"),
                Route.to(STAKING, "POST", "/v1/staking/webhooks/{id}/deliveries/{delivery}/replay")
                        .scoped("staking"),
                Route.to(STAKING, "POST", "/stake/webhooks/register").scoped("staking"),
                Route.to(STAKING, "GET", "/stake/webhooks").scoped("staking"),
                Route.to(STAKING, "DELETE", "/stake/webhooks/{id}").scoped("staking"),
                Route.to(STAKING, "GET", "/stake/webhooks/{id}/deliveries").scoped("staking"));
    }

    /** Wallets ask for these, and have no credential. */
    private static Stream<Route> actions() {
        return Stream.of(
                Route.to(STAKING, "GET", "/actions.json").publicGranting().kept(Duration.ofMinutes(1)),
                Route.to(STAKING, "GET", "/actions/icon.svg").publicGranting().kept(Duration.ofMinutes(10)),
                Route.to(STAKING, "GET", "/actions/stake").publicGranting(),
                Route.to(STAKING, "POST", "/actions/stake").publicGranting("actions:stake"),
                Route.to(STAKING, "GET", "/actions/unstake").publicGranting(),
                Route.to(STAKING, "POST", "/actions/unstake").publicGranting("actions:unstake"));
    }
}
