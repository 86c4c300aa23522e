package dev.tidepool.staking.chain;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How the cluster is reached, and how long its answers are believed. */
@ConfigMapping(prefix = "tidepool.staking.chain")
interface ChainConfig {

    /** The first is the primary, the others stand in for it call by call; absent: no chain is configured. */
    Optional<List<URI>> rpcUrls();

    /** Kept-alive connections to each endpoint. */
    @WithDefault("5")
    int connectionsPerEndpoint();

    /** Calls that may wait for one of them. */
    @WithDefault("500")
    int maxWaitingCalls();

    @WithDefault("2s")
    Duration connectTimeout();

    /** For one attempt at one endpoint, to the last byte of the answer. */
    @WithDefault("3s")
    Duration callTimeout();

    @WithDefault("8388608")
    int maxAnswerBytes();

    /** How long an endpoint that answers 429 without Retry-After is left alone. */
    @WithDefault("1s")
    Duration defaultRest();

    /** What is honoured of Retry-After at most. */
    @WithDefault("30s")
    Duration maxRest();

    Breaker breaker();

    BlockhashAge blockhash();

    /** How long rent, minimum delegation, the version and the validators are kept. */
    @WithDefault("30s")
    Duration constantsMaxAge();

    /** One per endpoint. */
    interface Breaker {

        @WithDefault("6")
        int requestVolume();

        @WithDefault("0.5")
        double failureRatio();

        @WithDefault("5s")
        Duration delay();
    }

    /** A blockhash is good for 150 blocks; the signer needs most of them. */
    interface BlockhashAge {

        /** Read by the scheduler as {@code tidepool.staking.chain.blockhash.refresh}. */
        @WithDefault("3s")
        Duration refresh();

        @WithDefault("30s")
        Duration maxAge();

        @WithDefault("100")
        int minBlocksLeft();
    }
}
