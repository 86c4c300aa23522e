package dev.tidepool.staking.action;

import dev.tidepool.staking.chain.CurrentCluster;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Headers that wallets ask of every answer of an action, failures too: the specification's version, and which chain it is. */
public class ActionHeaders {

    private static final String VERSION = "2.4.2";

    /** CAIP-2 names a cluster by so many characters of its genesis hash. */
    private static final int REFERENCE = 32;

    private final CurrentCluster clusters;

    ActionHeaders(CurrentCluster clusters) {
        this.clusters = clusters;
    }

    /** Without the chain's name while no chain tells it, or where the request names a cluster that there is not. */
    @OfActions
    @ServerResponseFilter
    public Uni<Void> write(ContainerResponseContext answer) {
        answer.getHeaders().putSingle("X-Action-Version", VERSION);
        return clusters.find()
                .map(cluster -> cluster.economy()
                        .genesisHash()
                        .invoke(hash -> answer.getHeaders().putSingle("X-Blockchain-Ids", name(hash)))
                        .replaceWithVoid()
                        .onFailure()
                        .recoverWithNull())
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private static String name(String genesisHash) {
        return "solana:" + genesisHash.substring(0, Math.min(REFERENCE, genesisHash.length()));
    }
}
