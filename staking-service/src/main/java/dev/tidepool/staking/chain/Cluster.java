package dev.tidepool.staking.chain;

import java.util.List;
import java.util.stream.Stream;

/**
 * One cluster: its name, and all that speaks with it. The parts hold each other, so what runs in the background or is shared between
 * requests can never reach another cluster.
 */
public final class Cluster {

    private final String name;
    private final boolean byDefault;
    private final RpcClient rpc;
    private final BlockhashPool blockhashes;
    private final ChainClient chain;
    private final EconomyClient economy;
    private final PoolClient pools;

    Cluster(ClusterSettings settings, RpcClient rpc, ChainConfig config, PoolConfig pool, BlockhashPool blockhashes) {
        Voters voters = new Voters(rpc, config);
        this.name = settings.name();
        this.byDefault = settings.byDefault();
        this.rpc = rpc;
        this.blockhashes = blockhashes;
        this.chain = new ChainClient(rpc, blockhashes, voters, config);
        this.economy = new EconomyClient(rpc, chain, voters, config);
        this.pools = new PoolClient(chain, settings.pool(), settings.poolSetting(), pool.maxAge());
    }

    public String name() {
        return name;
    }

    /** Whether requests that name none mean this one. */
    public boolean isDefault() {
        return byDefault;
    }

    /** Under which rows have it. The default one also has those of a time before clusters had names. */
    public List<String> names() {
        return byDefault ? Stream.of(name, Clusters.DEFAULT).distinct().toList() : List.of(name);
    }

    /** Whether a row with this name is of this cluster. */
    public boolean isNamed(String stored) {
        return names().contains(stored);
    }

    public ChainClient chain() {
        return chain;
    }

    public EconomyClient economy() {
        return economy;
    }

    public PoolClient pools() {
        return pools;
    }

    RpcClient rpc() {
        return rpc;
    }

    BlockhashPool blockhashes() {
        return blockhashes;
    }

    @Override
    public String toString() {
        return name;
    }
}
