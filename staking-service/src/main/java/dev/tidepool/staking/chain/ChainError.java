package dev.tidepool.staking.chain;

import dev.tidepool.kernel.problem.ErrorCode;
import dev.tidepool.kernel.problem.Problem;
import java.time.Duration;

/** Failures that lie with the chain, not with the request. */
public enum ChainError implements ErrorCode {
    CHAIN_NOT_CONFIGURED(503, "No chain is configured"),
    CLUSTER_NOT_SERVED(503, "The cluster is not served here"),
    CHAIN_UNAVAILABLE(503, "The chain cannot be reached"),
    CHAIN_CALL_REFUSED(502, "The chain refused a call"),
    LIQUID_STAKING_UNAVAILABLE(501, "There is no stake pool here");

    private final int status;
    private final String title;

    ChainError(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }

    static Problem notConfigured() {
        return Problem.of(
                CHAIN_NOT_CONFIGURED,
                "This installation has no Solana RPC endpoint. Its operator sets TIDEPOOL_SOLANA_RPC_URLS and restarts.");
    }

    static Problem notServed(String cluster) {
        return Problem.of(
                        CLUSTER_NOT_SERVED,
                        "This is of the cluster %s, which this installation serves no more. Its operator configures it again and restarts."
                                .formatted(cluster))
                .with("cluster", cluster);
    }

    static Problem unavailable(Duration retryAfter) {
        return Problem.of(CHAIN_UNAVAILABLE, "No RPC endpoint answered. Try again later.")
                .retryAfter(retryAfter);
    }

    static Problem refused(RpcFailure.Refused failure) {
        return Problem.of(CHAIN_CALL_REFUSED, "The RPC endpoint did not accept a call of this service.")
                .with("rpcCode", failure.code());
    }
}
