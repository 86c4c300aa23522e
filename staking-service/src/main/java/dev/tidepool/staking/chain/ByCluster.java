package dev.tidepool.staking.chain;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** What is kept of each cluster apart, made when it is asked for first; there are as many as clusters are configured. */
public final class ByCluster<T> {

    private final Function<Cluster, T> maker;
    private final Map<Cluster, T> made = new ConcurrentHashMap<>();

    public ByCluster(Function<Cluster, T> maker) {
        this.maker = maker;
    }

    public T of(Cluster cluster) {
        return made.computeIfAbsent(cluster, maker);
    }
}
