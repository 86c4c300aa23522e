package dev.tidepool.staking.chain;

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
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The cluster, in the words of this service. Every method fails with a Problem: CHAIN_NOT_CONFIGURED, CHAIN_UNAVAILABLE
 * or CHAIN_CALL_REFUSED.
 */
public final class ChainClient {

    private static final Map<String, Object> BASE64 = Map.of("encoding", "base64");

    private final RpcClient rpc;
    private final BlockhashPool blockhashes;
    private final Kept<Lamports> stakeRent;
    private final Kept<Lamports> walletRent;
    private final Kept<Lamports> nonceRent;
    private final Kept<Lamports> minimumDelegation;
    private final Voters voters;
    private final Kept<String> version;
    private final Kept<ChainTime> time;
    private final KeptByKey<Commitment, Network> networks;
    private final KeptByKey<Set<PublicKey>, List<Lamports>> prices;
    private final AccountReads reads;
    private final WalletReads wallets;

    ChainClient(RpcClient rpc, BlockhashPool blockhashes, Voters voters, ChainConfig config) {
        InstantSource clock = InstantSource.system();
        this.rpc = rpc;
        this.blockhashes = blockhashes;
        this.stakeRent = new Kept<>(config.constantsMaxAge(), clock, () -> rentFor(StakeProgram.SPACE));
        this.walletRent = new Kept<>(config.constantsMaxAge(), clock, () -> rentFor(0));
        this.nonceRent = new Kept<>(config.constantsMaxAge(), clock, () -> rentFor(NonceAccount.SPACE));
        this.minimumDelegation = new Kept<>(config.constantsMaxAge(), clock, this::askMinimumDelegation);
        this.voters = voters;
        this.time = new Kept<>(config.timeMaxAge(), clock, this::askTime);
        this.version = new Kept<>(config.constantsMaxAge(), clock, this::askVersion);
        this.networks = new KeptByKey<>(config.networkMaxAge(), Commitment.values().length, clock, this::askNetwork);
        this.prices = new KeptByKey<>(config.fees().maxAge(), config.fees().kept(), clock, this::askPrices);
        this.reads = new AccountReads(config.accountReadings(), config.maxWaitingCalls(), this::askAccounts);
        this.wallets = new WalletReads(config.walletsMaxAge(), config.walletsKept(), clock, reads::read);
    }

    public boolean isConfigured() {
        return rpc.isConfigured();
    }

    public Uni<Blockhash> blockhash() {
        return blockhashes.current();
    }

    /** The block height by what was read last, rather too high than too low; asks nothing. Empty before the first reading. */
    public Optional<Long> keptHeight() {
        return blockhashes.height();
    }

    /** Of the newest confirmed block. */
    public Uni<Long> blockHeight() {
        return rpc.call(recent("getBlockHeight"), RpcValues::number);
    }

    /** A height that the chain has reached, as old as the blockhash at hand. */
    public Uni<Long> heightReached() {
        return blockhashes.current().map(Blockhash::heightWhenRead);
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

    /** The clock and the stake history; kept shortly. */
    public Uni<ChainTime> time() {
        return time.get();
    }

    /** By a clock read now, so that neither an epoch nor a lockup that has just ended seems to go on. */
    public Uni<ChainTime> newestTime() {
        return accounts(List.of(Sysvars.CLOCK))
                .chain(found -> timeBy(found.getFirst().orElseThrow(() -> new MalformedBytesException("no sysvar"))));
    }

    /** The time by a clock that was read just now; the history that is kept serves while the epoch lasts. */
    public Uni<ChainTime> timeBy(Account clockSysvar) {
        Clock clock = Clock.decode(clockSysvar.data().toArray());
        return time.last()
                .chain(kept ->
                        kept.clock().epoch() == clock.epoch() ? Uni.createFrom().item(kept) : time.renew())
                .map(kept -> new ChainTime(clock, kept.history()));
    }

    /**
     * In the order of the addresses, at most 100 of them; empty for what does not exist. All of one slot. Who reads at the
     * same time shares a call.
     */
    public Uni<List<Optional<Account>>> accounts(List<PublicKey> addresses) {
        return reads.read(addresses);
    }

    /** Those of the wallets that exist, as they were lately. */
    public Uni<Map<PublicKey, Account>> wallets(Set<PublicKey> addresses) {
        return wallets.read(addresses);
    }

    /** As it was lately, of one reading with wallets that are in use. */
    public Uni<Clock> clock() {
        return wallets.read(Set.of(Sysvars.CLOCK))
                .map(found -> Optional.ofNullable(found.get(Sysvars.CLOCK))
                        .map(account -> Clock.decode(account.data().toArray()))
                        .orElseThrow(() -> new MalformedBytesException("no sysvar")));
    }

    /** They have signed what is sent now: they are read anew when they are asked for next. */
    public void haveSigned(List<PublicKey> signers) {
        wallets.forget(signers);
    }

    /** The clock and the history that were read last, however long ago. */
    public Uni<ChainTime> lastTime() {
        return time.last();
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
        return rpc.call(recent("getProgramAccounts", StakeProgram.ID.toString(), options), RpcValues::programAccounts);
    }

    /** All of them; kept shortly, since the answer is large. */
    public Uni<List<VoteAccount>> voteAccounts() {
        return voters.standings()
                .map(standings -> standings.stream().map(VoteStanding::account).toList());
    }

    /** As the list that is kept has it; one that is not in it is asked for: it may be new. */
    public Uni<Optional<VoteAccount>> voteAccount(PublicKey address) {
        return voters.find(address);
    }

    public Uni<Network> network() {
        return network(Commitment.CONFIRMED);
    }

    /** Where the blocks of this commitment are; kept for a moment. */
    public Uni<Network> network(Commitment commitment) {
        return networks.get(commitment);
    }

    /** In the order of the signatures, at most 256 of them. A search of the history costs the node more. */
    public Uni<List<SignatureStatus>> statuses(List<TransactionSignature> signatures, boolean searchHistory) {
        List<String> names =
                signatures.stream().map(TransactionSignature::toString).toList();
        return rpc.call(
                RpcRequest.of("getSignatureStatuses", names, Map.of("searchTransactionHistory", searchHistory)),
                RpcValues::statuses);
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
        RpcRequest sending = RpcRequest.of("sendTransaction", transaction.toBase64(), options);
        // A node that is behind knows no young blockhash, and would turn down what is good.
        return rpc.call(
                        preflight == Preflight.SIMULATE
                                ? sending.notBehind(rpc.slots().floor())
                                : sending)
                .<SendOutcome>map(signature -> new SendOutcome.Accepted())
                .onFailure(RpcFailure.Preflight.class)
                .recoverWithItem(RpcValues::sendOutcome);
    }

    /** Runs a transaction without effect, signed or not, whatever its blockhash. */
    public Uni<Simulation> simulate(Bytes transaction) {
        Map<String, Object> options = Map.of("encoding", "base64", "sigVerify", false, "replaceRecentBlockhash", true);
        return rpc.call(
                recent("simulateTransaction", transaction.toBase64(), options),
                answer -> RpcValues.simulation(answer.required("value")));
    }

    /**
     * What this share, in percent, of the recent slots asked at most for locking these accounts, in micro-lamports per unit;
     * kept shortly.
     */
    public Uni<Lamports> recentPrice(List<PublicKey> accounts, int percent) {
        return prices.get(Set.copyOf(accounts)).map(asked -> RpcValues.percentile(asked, percent));
    }

    /** Whether the node simulates a transaction before it takes it. */
    public enum Preflight {
        SIMULATE,
        SKIP
    }

    private Uni<Lamports> rentFor(int space) {
        return rpc.call(
                RpcRequest.of("getMinimumBalanceForRentExemption", space).at(Commitment.CONFIRMED),
                RpcValues::lamports);
    }

    private Uni<Lamports> askMinimumDelegation() {
        return rpc.call(
                RpcRequest.of("getStakeMinimumDelegation").at(Commitment.CONFIRMED),
                answer -> RpcValues.lamports(answer.required("value")));
    }

    private Uni<List<Optional<Account>>> askAccounts(List<PublicKey> addresses) {
        List<String> names = addresses.stream().map(PublicKey::toString).toList();
        return rpc.call(
                recent("getMultipleAccounts", names, BASE64),
                answer -> RpcValues.accounts(addresses, answer.required("value")));
    }

    private Uni<Network> askNetwork(Commitment commitment) {
        RpcRequest epoch = RpcRequest.of("getEpochInfo")
                .at(commitment)
                .notBehind(rpc.slots().floor());
        return version.get().chain(text -> rpc.call(epoch, answer -> RpcValues.network(answer, text)));
    }

    private Uni<List<Lamports>> askPrices(Set<PublicKey> accounts) {
        List<String> names = accounts.stream().map(PublicKey::toString).sorted().toList();
        return rpc.call(RpcRequest.of("getRecentPrioritizationFees", names), RpcValues::prices);
    }

    /** Of confirmed blocks, and of no node that is behind; for methods that may be told so. */
    private RpcRequest recent(String method, Object... params) {
        return RpcRequest.of(method, params)
                .at(Commitment.CONFIRMED)
                .notBehind(rpc.slots().floor());
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
        return rpc.call(
                RpcRequest.of("getVersion"),
                answer -> answer.required("solana-core").asText());
    }
}
