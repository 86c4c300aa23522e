package dev.tidepool.staking.chain;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cluster that the request being served is about. Read it on the request's own thread, before the first asynchronous step, and hand
 * it on. Only what serves HTTP asks: nothing is bound in the background, and reading it there fails.
 */
@RequestScoped
public class CurrentCluster {

    private @Nullable Cluster bound;
    private boolean given;

    CurrentCluster() {}

    void bind(Cluster cluster, boolean named) {
        bound = cluster;
        given = named;
    }

    /** The one that the request names, else the default one. */
    public Cluster get() {
        return find().orElseThrow(() -> new IllegalStateException("no cluster is bound: this is no request"));
    }

    /** The same; empty where the request names one that there is not. */
    public Optional<Cluster> find() {
        return Optional.ofNullable(bound);
    }

    /** Empty where the request names none. */
    public Optional<Cluster> given() {
        Cluster cluster = get();
        return given ? Optional.of(cluster) : Optional.empty();
    }
}
