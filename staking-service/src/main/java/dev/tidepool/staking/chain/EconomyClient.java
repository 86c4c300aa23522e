package dev.tidepool.staking.chain;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidepool.staking.solana.Bytes;
import dev.tidepool.staking.solana.Clock;
import dev.tidepool.staking.solana.EpochSchedule;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.MalformedBytesException;
import dev.tidepool.staking.solana.MemoProgram;
import dev.tidepool.staking.solana.MessageCompiler;
import dev.tidepool.staking.solana.MessageVersion;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.StakeProgram;
import dev.tidepool.staking.solana.Sysvars;
import io.smallrye.mutiny.Uni;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the cluster tells of itself, and of what stake earns and costs; but for its name and the vote accounts each method asks it anew. Every
 * method fails with a Problem:
 * CHAIN_NOT_CONFIGURED, CHAIN_UNAVAILABLE, or CHAIN_CALL_REFUSED where the node does not tell.
 */
public final class EconomyClient {

    /** That a node takes in one call for rewards. */
    public static final int MAX_REWARDED = 100;

    private static final String COMMITMENT = "commitment";
    private static final String CONFIRMED = "confirmed";

    private final RpcClient rpc;
    private final ChainClient chain;
    private final Voters voters;
    private final Kept<String> genesisHash;

    EconomyClient(RpcClient rpc, ChainClient chain, Voters voters, ChainConfig config) {
        this.rpc = rpc;
        this.chain = chain;
        this.voters = voters;
        this.genesisHash = new Kept<>(config.constantsMaxAge(), InstantSource.system(), this::askGenesisHash);
    }

    /** Which chain it is; kept. */
    public Uni<String> genesisHash() {
        return genesisHash.get();
    }

    /** All vote accounts: the same list that builds believe, kept shortly. */
    public Uni<List<VoteStanding>> standings() {
        return voters.standings();
    }

    public Uni<EpochTime> epochTime() {
        return chain.accounts(List.of(Sysvars.CLOCK, Sysvars.EPOCH_SCHEDULE))
                .map(found -> new EpochTime(
                        Clock.decode(data(found.getFirst())), EpochSchedule.decode(data(found.getLast()))));
    }

    /** Of the present epoch. */
    public Uni<Inflation> inflation() {
        return rpc.call(RpcRequest.of("getInflationRate")).map(EconomyValues::inflation);
    }

    /** All lamports there are. */
    public Uni<Lamports> supply() {
        return rpc.call(RpcRequest.of(
                        "getSupply", Map.of(COMMITMENT, CONFIRMED, "excludeNonCirculatingAccountsList", true)))
                .map(answer -> RpcValues.lamports(answer.required("value").required("total")));
    }

    /** What these accounts, at most {@value #MAX_REWARDED}, were paid for an epoch; those that were paid nothing are left out. */
    public Uni<Map<PublicKey, Reward>> rewards(List<PublicKey> accounts, long epoch) {
        List<String> names = accounts.stream().map(PublicKey::toString).toList();
        return rpc.call(RpcRequest.of("getInflationReward", names, Map.of(COMMITMENT, CONFIRMED, "epoch", epoch)))
                .map(answer -> EconomyValues.rewards(accounts, answer));
    }

    /** The lowest price of each recent slot, in micro-lamports for a compute unit, rising. */
    public Uni<List<Lamports>> recentPrices() {
        return rpc.call(RpcRequest.of("getRecentPrioritizationFees", List.of())).map(EconomyValues::prices);
    }

    /** What a transaction with one signature pays without a price; empty when the node does not know the blockhash at hand. */
    public Uni<Optional<Lamports>> signatureFee() {
        return chain.blockhash()
                .chain(blockhash -> rpc.call(RpcRequest.of(
                        "getFeeForMessage", oneSignature(blockhash.hash()).toBase64(), Map.of(COMMITMENT, CONFIRMED))))
                .map(answer -> Optional.of(answer.required("value"))
                        .filter(JsonNode::isNumber)
                        .map(RpcValues::lamports));
    }

    private Uni<String> askGenesisHash() {
        return rpc.call(RpcRequest.of("getGenesisHash"), RpcValues::genesisHash);
    }

    /** Whose signature it would be does not matter to the fee. */
    private static Bytes oneSignature(PublicKey blockhash) {
        return MessageCompiler.compile(
                        MessageVersion.LEGACY, StakeProgram.ID, blockhash, List.of(MemoProgram.memo("fee")))
                .encode();
    }

    private static byte[] data(Optional<Account> sysvar) {
        return sysvar.orElseThrow(() -> new MalformedBytesException("no sysvar"))
                .data()
                .toArray();
    }
}
