package dev.tidepool.staking.stake;

import com.github.benmanes.caffeine.cache.Cache;
import dev.tidepool.kernel.cache.LocalCaches;
import dev.tidepool.staking.chain.Cluster;
import dev.tidepool.staking.chain.Reward;
import dev.tidepool.staking.solana.PublicKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What accounts were paid for epochs whose rewards can change no more, so that nobody asks the chain twice for it. */
@ApplicationScoped
class RewardCache {

    private final Cache<Key, Optional<Reward>> kept;

    RewardCache(RewardConfig config) {
        this.kept = LocalCaches.newBuilder().maximumSize(config.maxKept()).build();
    }

    private record Key(Cluster cluster, PublicKey account, long epoch) {}

    /** Of those accounts of which it is known; empty for one that was paid nothing. */
    Map<PublicKey, Optional<Reward>> get(Cluster cluster, List<PublicKey> accounts, long epoch) {
        Map<PublicKey, Optional<Reward>> known = new HashMap<>();
        for (PublicKey account : accounts) {
            Optional<Reward> reward = kept.getIfPresent(new Key(cluster, account, epoch));
            if (reward != null) {
                known.put(account, reward);
            }
        }
        return known;
    }

    /** Accounts without a reward were paid nothing. */
    void keep(Cluster cluster, List<PublicKey> accounts, long epoch, Map<PublicKey, Reward> rewards) {
        accounts.forEach(
                account -> kept.put(new Key(cluster, account, epoch), Optional.ofNullable(rewards.get(account))));
    }
}
