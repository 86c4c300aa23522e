package dev.tidepool.staking.stake;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.chain.ChainError;
import dev.tidepool.staking.chain.Cluster;
import dev.tidepool.staking.chain.EconomyClient;
import dev.tidepool.staking.chain.Reward;
import dev.tidepool.staking.solana.PublicKey;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jboss.logging.Logger;

/** What a wallet's stake accounts were paid, epoch by epoch, as the chain tells it: nothing is reckoned here. */
@ApplicationScoped
class RewardService {

    private static final Logger LOG = Logger.getLogger(RewardService.class);

    /**
     * The rewards of an epoch are paid in the first slots of the next one: by the end of that, nothing is added. So only those of the
     * epoch before this one may be incomplete.
     */
    private static final int UNSETTLED_EPOCHS = 1;

    private final PositionService positions;
    private final RewardCache cache;
    private final RewardConfig config;
    private final MeterRegistry metrics;

    RewardService(PositionService positions, RewardCache cache, RewardConfig config, MeterRegistry metrics) {
        this.positions = positions;
        this.cache = cache;
        this.config = config;
        this.metrics = metrics;
    }

    /** The newest epoch first, beginning with the last that is over. */
    Uni<Rewards> of(Cluster cluster, PublicKey wallet, int epochs) {
        return positions.of(cluster, wallet).chain(found -> {
            List<PublicKey> accounts = found.all().stream()
                    .limit(config.maxAccounts())
                    .map(Position::address)
                    .toList();
            return of(cluster, accounts, found.epoch(), epochs).map(told -> new Rewards(found, accounts.size(), told));
        });
    }

    private Uni<List<EpochRewards>> of(Cluster cluster, List<PublicKey> accounts, long present, int epochs) {
        List<Long> wanted = LongStream.rangeClosed(1, epochs)
                .map(back -> present - back)
                .filter(epoch -> epoch >= 0)
                .boxed()
                .toList();
        return Multi.createFrom()
                .iterable(wanted)
                .onItem()
                .transformToUni(epoch -> of(cluster, accounts, epoch, epoch < present - UNSETTLED_EPOCHS))
                .merge(config.callsAtOnce())
                .collect()
                .asList()
                .map(told -> told.stream()
                        .sorted(Comparator.comparingLong(EpochRewards::epoch).reversed())
                        .toList());
    }

    private Uni<EpochRewards> of(Cluster cluster, List<PublicKey> accounts, long epoch, boolean settled) {
        Map<PublicKey, Optional<Reward>> known = cache.get(cluster, accounts, epoch);
        count("kept", known.size());
        List<PublicKey> missing =
                accounts.stream().filter(account -> !known.containsKey(account)).toList();
        Map<PublicKey, Reward> rewards = new HashMap<>();
        known.forEach((account, reward) -> reward.ifPresent(paid -> rewards.put(account, paid)));
        return ask(cluster, missing, epoch, settled)
                .<EpochRewards>map(asked -> {
                    rewards.putAll(asked);
                    return new EpochRewards.Told(epoch, List.copyOf(rewards.entrySet()), settled);
                })
                .onFailure(RewardService::isUntold)
                .recoverWithItem(refusal -> untold(epoch, refusal));
    }

    /** In groups that a node takes, one after the other. */
    private Uni<Map<PublicKey, Reward>> ask(Cluster cluster, List<PublicKey> accounts, long epoch, boolean settled) {
        return Multi.createFrom()
                .iterable(groups(accounts))
                .onItem()
                .transformToUniAndConcatenate(group -> cluster.economy()
                        .rewards(group, epoch)
                        .invoke(told -> {
                            count("asked", group.size());
                            if (settled) {
                                cache.keep(cluster, group, epoch, told);
                            }
                        }))
                .collect()
                .in(HashMap::new, Map::putAll);
    }

    private static List<List<PublicKey>> groups(List<PublicKey> accounts) {
        List<List<PublicKey>> groups = new ArrayList<>();
        IntStream.iterate(0, from -> from < accounts.size(), from -> from + EconomyClient.MAX_REWARDED)
                .mapToObj(from -> accounts.subList(from, Math.min(accounts.size(), from + EconomyClient.MAX_REWARDED)))
                .forEach(groups::add);
        return groups;
    }

    private static boolean isUntold(Throwable failure) {
        return failure instanceof Problem problem && problem.code() == ChainError.CHAIN_CALL_REFUSED;
    }

    /** A node keeps the blocks of some epochs only, and those of the next epoch may not be there yet. */
    private EpochRewards untold(long epoch, Throwable refusal) {
        Object code =
                refusal instanceof Problem problem ? problem.members().getOrDefault("rpcCode", "unknown") : "unknown";
        LOG.infof("event=rewards_untold epoch=%s rpc_code=%s", epoch, code);
        metrics.counter("tidepool.staking.rewards.untold").increment();
        return new EpochRewards.Untold(
                epoch,
                "The RPC endpoint does not tell the rewards of this epoch (error " + code
                        + "): it keeps no blocks that old, or the rewards are being paid just now.");
    }

    private void count(String source, int accounts) {
        metrics.counter("tidepool.staking.rewards.read", "source", source).increment(accounts);
    }
}
