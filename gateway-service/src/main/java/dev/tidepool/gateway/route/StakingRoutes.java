package dev.tidepool.gateway.route;

import static dev.tidepool.gateway.route.Upstream.STAKING;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Routes to the staking service. */
final class StakingRoutes {

    private StakingRoutes() {}

    static List<Route> all() {
        return Stream.concat(
                        Stream.of(
                                Route.to(STAKING, "GET", "/v1/staking/transactions")
                                        .scoped("staking"),
                                Route.to(STAKING, "POST", "/v1/staking/transactions/{kind}")
                                        .scoped("staking"),
                                Route.to(STAKING, "POST", "/v1/staking/transactions/submit")
                                        .scoped("staking"),
                                Route.to(STAKING, "POST", "/v1/staking/transactions/simulate")
                                        .scoped("staking"),
                                Route.to(STAKING, "POST", "/v1/staking/transactions/decode")
                                        .scoped("staking"),
                                Route.to(STAKING, "POST", "/v1/staking/transactions/attach-signatures")
                                        .scoped("staking"),
                                Route.to(STAKING, "GET", "/v1/staking/transactions/{id}")
                                        .scoped("staking"),
                                Route.to(STAKING, "GET", "/v1/staking/validators")
                                        .scoped("staking")
                                        .kept(Duration.ofSeconds(10), "validator"),
                                Route.to(STAKING, "GET", "/v1/staking/network").scoped("staking")),
                        Routes.rest(STAKING, "/v1/staking/**", "staking"))
                .toList();
    }
}
