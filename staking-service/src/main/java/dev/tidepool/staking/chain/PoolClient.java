package dev.tidepool.staking.chain;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.solana.AssociatedTokenProgram;
import dev.tidepool.staking.solana.MalformedBytesException;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.StakePool;
import dev.tidepool.staking.solana.StakePoolProgram;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The configured stake pool, if it and its program are on the cluster. What is not there is not kept: it may come. */
public final class PoolClient {

    /** Whoever owns a program's account. */
    private static final Set<PublicKey> LOADERS = Set.of(
            PublicKey.parse("BPFLoader2111111111111111111111111111111111"),
            PublicKey.parse("BPFLoaderUpgradeab1e11111111111111111111111"),
            PublicKey.parse("LoaderV411111111111111111111111111111111111"));

    private final ChainClient chain;
    private final Optional<PublicKey> address;
    private final String setting;
    private final Kept<Pool> pool;

    /** @param setting by which the operator names it */
    PoolClient(ChainClient chain, Optional<PublicKey> address, String setting, Duration maxAge) {
        this.chain = chain;
        this.address = address;
        this.setting = setting;
        this.pool = new Kept<>(maxAge, InstantSource.system(), this::ask);
    }

    /** As it was lately. Fails with LIQUID_STAKING_UNAVAILABLE. */
    public Uni<Pool> pool() {
        return pool.get();
    }

    private Uni<Pool> ask() {
        return address.map(pool -> chain.accounts(List.of(StakePoolProgram.ID, pool))
                        .map(found -> read(pool, found.getFirst(), found.getLast())))
                .orElseGet(() -> Uni.createFrom()
                        .failure(unavailable(
                                "This installation has no stake pool on this cluster. Its operator sets %s; until then, stake with the kind stake."
                                        .formatted(setting))));
    }

    private Pool read(PublicKey address, Optional<Account> program, Optional<Account> account) {
        if (program.filter(found -> LOADERS.contains(found.owner())).isEmpty()) {
            throw unavailable(
                    "The stake-pool program %s is not on this cluster, so there is nothing to stake into. Stake with the kind stake."
                            .formatted(StakePoolProgram.ID));
        }
        Pool pool = account.filter(found -> found.owner().equals(StakePoolProgram.ID))
                .map(found -> new Pool(address, decode(found)))
                .orElseThrow(() -> noPool(address));
        if (!pool.state().tokenProgram().equals(AssociatedTokenProgram.TOKEN)) {
            throw unavailable("The pool's tokens are of the program %s, which is not served here."
                    .formatted(pool.state().tokenProgram()));
        }
        return pool;
    }

    private StakePool decode(Account account) {
        try {
            return StakePool.decode(account.data().toArray());
        } catch (MalformedBytesException other) {
            throw noPool(account.address());
        }
    }

    private Problem noPool(PublicKey address) {
        return unavailable(
                "%s is no stake pool of this cluster. Its operator sets %s to one.".formatted(address, setting));
    }

    private static Problem unavailable(String detail) {
        return Problem.of(ChainError.LIQUID_STAKING_UNAVAILABLE, detail);
    }
}
