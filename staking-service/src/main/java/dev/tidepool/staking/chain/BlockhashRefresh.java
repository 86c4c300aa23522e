package dev.tidepool.staking.chain;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.enterprise.context.ApplicationScoped;

/** Keeps a young blockhash of each cluster at hand. */
@ApplicationScoped
class BlockhashRefresh {

    private final Clusters clusters;
    private final ClusterRounds rounds = new ClusterRounds("blockhash");

    BlockhashRefresh(Clusters clusters) {
        this.clusters = clusters;
    }

    @NonBlocking
    @Scheduled(every = "${tidepool.staking.chain.blockhash.refresh:3s}")
    void refresh() {
        rounds.begin(clusters, cluster -> cluster.blockhashes().refresh());
    }
}
