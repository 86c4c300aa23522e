package dev.tidepool.staking.chain;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the clusters are reached, and how long their answers are believed. */
@ConfigMapping(prefix = "tidepool.staking.chain")
interface ChainConfig {

    /** The default cluster's name: 1 to 32 of a-z, 0-9 and -. Requests that name no cluster mean it. */
    @WithDefault(Clusters.DEFAULT)
    String cluster();

    /** Of the default cluster. The first is the primary, the others stand in for it call by call; absent: no chain is configured. */
    Optional<List<URI>> rpcUrls();

    /** Others that are served besides the default one, by name. All limits are those of each. */
    Map<String, Further> clusters();

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

    /** How many of the first endpoints take the calls in turn, as long as they are well; the others stand in for them. */
    @WithDefault("1")
    int inTurn();

    Hedge hedge();

    /** An endpoint further behind than this is asked after all others, and an answer about an older slot is none. */
    @WithDefault("20")
    int maxSlotLag();

    /** An endpoint whose slot nobody has seen for so long is asked for it. */
    @WithDefault("60s")
    Duration probeEvery();

    /** Answers longer than this are read on a worker thread, in bytes. */
    @WithDefault("32768")
    int workerAnswerBytes();

    Breaker breaker();

    BlockhashAge blockhash();

    /** How long rent, minimum delegation and the version are kept. */
    @WithDefault("10m")
    Duration constantsMaxAge();

    /** How long the vote accounts are kept, for builds, lists and recommendations: a build asks for one that is not among them. */
    @WithDefault("60s")
    Duration validatorsMaxAge();

    /**
     * How long it is kept what wallets hold, for builds that need nothing else: what passes may rest on it, what is refused never does.
     * Wallets in use are read anew together, 100 in a call; 0 keeps nothing.
     */
    @WithDefault("60s")
    Duration walletsMaxAge();

    /** Wallets that it is kept of, those used last. */
    @WithDefault("25000")
    int walletsKept();

    /** How long the chain's clock is kept where no account is read with it. */
    @WithDefault("30s")
    Duration timeMaxAge();

    /** How long it is kept where the cluster is. */
    @WithDefault("1s")
    Duration networkMaxAge();

    Fees fees();

    /** Calls that read accounts, under way at once; who comes meanwhile shares the next, up to 100 accounts in one. */
    @WithDefault("4")
    int accountReadings();

    /** A cluster besides the default one. */
    interface Further {

        /** The first is the primary, as of the default cluster; required. */
        Optional<List<URI>> rpcUrls();

        /** Of the stake pool's account there; absent: there is no liquid staking on it. */
        Optional<String> poolAddress();
    }

    /** A read that is late is asked of a stand-in too, and the first answer is taken. */
    interface Hedge {

        @WithDefault("400ms")
        Duration after();

        /** Such second questions under way; when there are as many, a late read just waits. */
        @WithDefault("16")
        int atOnce();
    }

    /** What recent slots asked for locking accounts. */
    interface Fees {

        @WithDefault("10s")
        Duration maxAge();

        /** Sets of accounts that it is kept of. */
        @WithDefault("1000")
        int kept();
    }

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
        @WithDefault("12s")
        Duration refresh();

        @WithDefault("30s")
        Duration maxAge();

        @WithDefault("100")
        int minBlocksLeft();
    }
}
