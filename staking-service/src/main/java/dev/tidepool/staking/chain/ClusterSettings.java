package dev.tidepool.staking.chain;

import dev.tidepool.staking.solana.PublicKey;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What is configured of one cluster. Pure.
 *
 * @param urls of its endpoints, the primary first; empty only of the default one, where no chain is configured
 * @param poolSetting the setting that names its stake pool
 */
record ClusterSettings(String name, boolean byDefault, List<URI> urls, Optional<PublicKey> pool, String poolSetting) {

    private static final String PREFIX = "tidepool.staking.chain.clusters.";
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,32}");

    ClusterSettings {
        urls = List.copyOf(urls);
    }

    /**
     * The default one first.
     *
     * @throws IllegalArgumentException for settings that cannot be meant: the service does not start with them
     */
    static List<ClusterSettings> read(ChainConfig config, PoolConfig pool) {
        requireName("tidepool.staking.chain.cluster", config.cluster());
        List<ClusterSettings> all = new ArrayList<>();
        all.add(new ClusterSettings(
                config.cluster(),
                true,
                config.rpcUrls().orElse(List.of()),
                pool("tidepool.staking.pool.address", pool.address()),
                "tidepool.staking.pool.address"));
        new TreeMap<>(config.clusters()).forEach((name, further) -> all.add(further(config, name, further)));
        return List.copyOf(all);
    }

    private static ClusterSettings further(ChainConfig config, String name, ChainConfig.Further further) {
        String prefix = PREFIX + name;
        requireName(prefix, name);
        if (name.equals(config.cluster()) || name.equals(Clusters.DEFAULT)) {
            throw new IllegalArgumentException(
                    "%s: %s is the name of the default cluster, whose endpoints are tidepool.staking.chain.rpc-urls. Choose another name."
                            .formatted(prefix, name));
        }
        List<URI> urls = further.rpcUrls().orElse(List.of());
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("%s.rpc-urls: name the RPC endpoints of the cluster.".formatted(prefix));
        }
        String setting = prefix + ".pool-address";
        return new ClusterSettings(name, false, urls, pool(setting, further.poolAddress()), setting);
    }

    private static void requireName(String setting, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "%s: the name of a cluster has 1 to 32 of a-z, 0-9 and -, not \"%s\".".formatted(setting, name));
        }
    }

    private static Optional<PublicKey> pool(String setting, Optional<String> address) {
        try {
            return address.map(PublicKey::parse);
        } catch (IllegalArgumentException noAddress) {
            throw new IllegalArgumentException(setting + ": " + noAddress.getMessage() + ".", noAddress);
        }
    }
}
