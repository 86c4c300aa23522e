package dev.tidepool.staking.chain;

import io.smallrye.mutiny.Uni;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Work of the background, a round for each cluster: one that takes its time, or fails, holds up none of another. A cluster whose last
 * round is still under way is left out.
 */
public final class ClusterRounds {

    private static final Logger LOG = Logger.getLogger(ClusterRounds.class);

    private final String work;
    private final Set<Cluster> underWay = ConcurrentHashMap.newKeySet();

    /** @param work what it is, for the log */
    public ClusterRounds(String work) {
        this.work = work;
    }

    /** Nobody waits for the rounds. */
    public void begin(Clusters clusters, Function<Cluster, Uni<Void>> round) {
        clusters.all().stream()
                .filter(cluster -> cluster.chain().isConfigured())
                .filter(underWay::add)
                .forEach(cluster -> begin(cluster, round));
    }

    private void begin(Cluster cluster, Function<Cluster, Uni<Void>> round) {
        Uni.createFrom()
                .deferred(() -> round.apply(cluster))
                .onTermination()
                .invoke(() -> underWay.remove(cluster))
                .subscribe()
                .with(
                        done -> {},
                        failure -> LOG.warnf(
                                "event=cluster_round_failed work=%s cluster=%s reason=%s",
                                work, cluster, failure.toString()));
    }
}
