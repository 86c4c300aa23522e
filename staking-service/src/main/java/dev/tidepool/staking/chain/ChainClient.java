package dev.tidepool.staking.chain;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidepool.staking.solana.Bytes;
import dev.tidepool.staking.solana.Clock;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.MalformedBytesException;
import dev.tidepool.staking.solana.NonceAccount;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.StakeAccount;
import dev.tidepool.staking.solana.StakeAuthority;
import dev.tidepool.staking.solana.StakeHistory;
import dev.tidepool.staking.solana.StakeProgram;
import dev.tidepool.staking.solana.Sysvars;
import dev.tidepool.staking.solana.TransactionSignature;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cluster, in the words of this service. Every method fails with a Problem: CHAIN_NOT_CONFIGURED, CHAIN_UNAVAILABLE
 * or CHAIN_CALL_REFUSED.
 */
@ApplicationScoped
public class ChainClient {

    private static final Map<String, Object> CONFIRMED = Map.of("commitment", "confirmed");
    private static final Map<String, Object> BASE64 = Map.of("commitment", "confirmed", "encoding", "base64");

    private final RpcClient rpc;
    private final BlockhashPool blockhashes;
    private final Kept<Lamports> stakeRent;
    private final Kept<Lamports> walletRent;
    private final Kept<Lamports> nonceRent;
    private final Kept<Lamports> minimumDelegation;
    private final Kept<List<VoteAccount>> voteAccounts;
    private final Kept<String> version;
    private final Kept<ChainTime> time;

    ChainClient(RpcClient rpc, BlockhashPool blockhashes, ChainConfig config) {
        InstantSource clock = InstantSource.system();
        this.rpc = rpc;
        this.blockhashes = blockhashes;
        this.stakeRent = new Kept<>(config.constantsMaxAge(), clock, () -> rentFor(StakeProgram.SPACE));
        this.walletRent = new Kept<>(config.constantsMaxAge(), clock, () -> rentFor(0));
        this.nonceRent = new Kept<>(config.constantsMaxAge(), clock, () -> rentFor(NonceAccount.SPACE));
        this.minimumDelegation = new Kept<>(config.constantsMaxAge(), clock, this::askMinimumDelegation);
        this.voteAccounts = new Kept<>(config.constantsMaxAge(), clock, () -> askVoteAccounts(Map.of()));
        this.time = new Kept<>(config.constantsMaxAge(), clock, this::askTime);
        this.version = new Kept<>(config.constantsMaxAge(), clock, this::askVersion);
    }

    public boolean isConfigured() {
        return rpc.isConfigured();
    }

    public Uni<Blockhash> blockhash() {
        return blockhashes.current();
    }

    /** Of the newest confirmed block. */
    public Uni<Long> blockHeight() {
        return rpc.call(RpcRequest.of("getBlockHeight", CONFIRMED)).map(JsonNode::asLong);
    }

    /** What a stake account must hold besides its stake. */
    public Uni<Lamports> stakeRent() {
        return stakeRent.get();
    }

    /** What an account without data must hold, unless it holds nothing. */
    public Uni<Lamports> walletRent() {
        return walletRent.get();
    }

    public Uni<Lamports> nonceRent() {
        return nonceRent.get();
    }

    public Uni<Lamports> minimumDelegation() {
        return minimumDelegation.get();
    }

    /** Zero for an account that does not exist. */
    public Uni<Lamports> balance(PublicKey account) {
        return rpc.call(RpcRequest.of("getBalance", account.toString(), CONFIRMED))
                .map(answer -> RpcValues.lamports(answer.required("value")));
    }

    /** The clock and the stake history; kept shortly. */
    public Uni<ChainTime> time() {
        return time.get();
    }

    /** The time by a clock that was read just now; the history that is kept serves while the epoch lasts. */
    public Uni<ChainTime> timeBy(Account clockSysvar) {
        Clock clock = Clock.decode(clockSysvar.data().toArray());
        return time.get()
                .chain(kept ->
                        kept.clock().epoch() == clock.epoch() ? Uni.createFrom().item(kept) : time.renew())
                .map(kept -> new ChainTime(clock, kept.history()));
    }

    /** In the order of the addresses, at most 100 of them; empty for what does not exist. */
    public Uni<List<Optional<Account>>> accounts(List<PublicKey> addresses) {
        List<String> names = addresses.stream().map(PublicKey::toString).toList();
        return rpc.call(RpcRequest.of("getMultipleAccounts", names, BASE64))
                .map(answer -> RpcValues.accounts(addresses, answer.required("value")));
    }

    /** The nonces of those of the accounts, at most 100, that are initialised nonce accounts. */
    public Uni<Map<PublicKey, PublicKey>> nonces(List<PublicKey> addresses) {
        return accounts(addresses).map(RpcValues::nonces);
    }

    /** All stake accounts over which the wallet has this power. */
    public Uni<List<Account>> stakeAccounts(PublicKey wallet, StakeAuthority power) {
        Map<String, Object> options = new HashMap<>(BASE64);
        options.put(
                "filters",
                List.of(
                        Map.of("dataSize", StakeProgram.SPACE),
                        Map.of("memcmp", Map.of("offset", StakeAccount.offset(power), "bytes", wallet.toString()))));
        return rpc.call(RpcRequest.of("getProgramAccounts", StakeProgram.ID.toString(), options))
                .map(RpcValues::programAccounts);
    }

    /** All of them; kept shortly, since the answer is large. */
    public Uni<List<VoteAccount>> voteAccounts() {
        return voteAccounts.get();
    }

    /** Asked anew every time. */
    public Uni<Optional<VoteAccount>> voteAccount(PublicKey address) {
        return askVoteAccounts(Map.of("votePubkey", address.toString()))
                .map(found -> found.stream()
                        .filter(account -> account.address().equals(address))
                        .findFirst());
    }

    public Uni<Network> network() {
        return Uni.combine()
                .all()
                .unis(rpc.call(RpcRequest.of("getEpochInfo", CONFIRMED)), version.get())
                .asTuple()
                .map(answers -> RpcValues.network(answers.getItem1(), answers.getItem2()));
    }

    /** In the order of the signatures, at most 256 of them. A search of the history costs the node more. */
    public Uni<List<SignatureStatus>> statuses(List<TransactionSignature> signatures, boolean searchHistory) {
        List<String> names =
                signatures.stream().map(TransactionSignature::toString).toList();
        return rpc.call(RpcRequest.of("getSignatureStatuses", names, Map.of("searchTransactionHistory", searchHistory)))
                .map(RpcValues::statuses);
    }

    /** Hands a signed transaction to the cluster once; the node itself does not repeat it. */
    public Uni<SendOutcome> send(Bytes transaction, Preflight preflight) {
        Map<String, Object> options = Map.of(
                "encoding",
                "base64",
                "maxRetries",
                0,
                "skipPreflight",
                preflight == Preflight.SKIP,
                "preflightCommitment",
                "confirmed");
        return rpc.call(RpcRequest.of("sendTransaction", transaction.toBase64(), options))
                .<SendOutcome>map(signature -> new SendOutcome.Accepted())
                .onFailure(RpcFailure.Preflight.class)
                .recoverWithItem(RpcValues::sendOutcome);
    }

    /** Runs a transaction without effect, signed or not, whatever its blockhash. */
    public Uni<Simulation> simulate(Bytes transaction) {
        Map<String, Object> options = Map.of(
                "encoding", "base64", "commitment", "confirmed", "sigVerify", false, "replaceRecentBlockhash", true);
        return rpc.call(RpcRequest.of("simulateTransaction", transaction.toBase64(), options))
                .map(answer -> RpcValues.simulation(answer.required("value")));
    }

    /** What this share, in percent, of the recent slots asked at most for locking these accounts, in micro-lamports per unit. */
    public Uni<Lamports> recentPrice(List<PublicKey> accounts, int percent) {
        List<String> names = accounts.stream().map(PublicKey::toString).toList();
        return rpc.call(RpcRequest.of("getRecentPrioritizationFees", names))
                .map(fees -> RpcValues.percentile(fees, percent));
    }

    /** Whether the node simulates a transaction before it takes it. */
    public enum Preflight {
        SIMULATE,
        SKIP
    }

    private Uni<Lamports> rentFor(int space) {
        return rpc.call(RpcRequest.of("getMinimumBalanceForRentExemption", space, CONFIRMED))
                .map(RpcValues::lamports);
    }

    private Uni<Lamports> askMinimumDelegation() {
        return rpc.call(RpcRequest.of("getStakeMinimumDelegation", CONFIRMED))
                .map(answer -> RpcValues.lamports(answer.required("value")));
    }

    private Uni<List<VoteAccount>> askVoteAccounts(Map<String, Object> filter) {
        Map<String, Object> options = new HashMap<>(filter);
        options.putAll(CONFIRMED);
        options.put("keepUnstakedDelinquents", true);
        return rpc.call(RpcRequest.of("getVoteAccounts", options)).map(RpcValues::voteAccounts);
    }

    private Uni<ChainTime> askTime() {
        return accounts(List.of(Sysvars.CLOCK, Sysvars.STAKE_HISTORY))
                .map(found -> new ChainTime(
                        Clock.decode(data(found.getFirst())), StakeHistory.decode(data(found.getLast()))));
    }

    private static byte[] data(Optional<Account> sysvar) {
        return sysvar.orElseThrow(() -> new MalformedBytesException("no sysvar"))
                .data()
                .toArray();
    }

    private Uni<String> askVersion() {
        return rpc.call(RpcRequest.of("getVersion"))
                .map(answer -> answer.required("solana-core").asText());
    }
}
