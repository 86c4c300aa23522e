package dev.tidepool.staking.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.solana.Bytes;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.StakeProgram;
import dev.tidepool.staking.solana.SystemProgram;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Calls that the test answers by hand, one under way at a time. */
class AccountReadsTest {

    private static final PublicKey CLOCK = StakeProgram.ID;

    private final List<List<PublicKey>> calls = new ArrayList<>();
    private final List<CompletableFuture<List<Optional<Account>>>> answers = new ArrayList<>();
    private final AccountReads reads = new AccountReads(1, 60, this::call);

    @Test
    void asksAtOnceWhenNothingIsUnderWay() {
        start(CLOCK, key(1));

        assertThat(calls).containsExactly(List.of(CLOCK, key(1)));
    }

    @Test
    void whoComesMeanwhileSharesTheNextCall() {
        CompletableFuture<List<Optional<Account>>> first = begin(CLOCK, key(1));
        CompletableFuture<List<Optional<Account>>> second = begin(CLOCK, key(2));
        CompletableFuture<List<Optional<Account>>> third = begin(key(3), CLOCK);
        answer(0);
        answer(1);

        assertThat(calls).containsExactly(List.of(CLOCK, key(1)), List.of(CLOCK, key(2), key(3)));
        assertThat(addresses(first)).containsExactly(CLOCK, key(1));
        assertThat(addresses(second)).containsExactly(CLOCK, key(2));
        assertThat(addresses(third)).containsExactly(key(3), CLOCK);
    }

    @Test
    void oneReadingIsNeverSplit() {
        start(CLOCK);
        start(keys(0, 60));
        start(keys(60, 120));
        answer(0);

        assertThat(calls.getLast()).containsExactly(keys(0, 60));
        answer(1);
        assertThat(calls.getLast()).containsExactly(keys(60, 120));
    }

    @Test
    void aFailureEndsNobodyElsesReading() {
        CompletableFuture<List<Optional<Account>>> first = begin(CLOCK);
        CompletableFuture<List<Optional<Account>>> second = begin(key(1));
        answers.getFirst().completeExceptionally(new IllegalStateException("away"));
        answer(1);

        assertThat(first).isCompletedExceptionally();
        assertThat(addresses(second)).containsExactly(key(1));
    }

    @Test
    void refusesWhomItCannotLetWait() {
        start(CLOCK);
        IntStream.range(0, 60).forEach(one -> start(key(one)));

        assertThatThrownBy(() -> begin(key(61)).join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(ChainError.CHAIN_UNAVAILABLE));
    }

    private Uni<List<Optional<Account>>> call(List<PublicKey> addresses) {
        calls.add(addresses);
        CompletableFuture<List<Optional<Account>>> answer = new CompletableFuture<>();
        answers.add(answer);
        return Uni.createFrom().completionStage(answer);
    }

    private void answer(int call) {
        answers.get(call)
                .complete(calls.get(call).stream()
                        .map(address -> Optional.of(
                                new Account(address, SystemProgram.ID, Lamports.ZERO, Bytes.of(new byte[0]))))
                        .toList());
    }

    private CompletableFuture<List<Optional<Account>>> begin(PublicKey... addresses) {
        return reads.read(List.of(addresses)).subscribeAsCompletionStage();
    }

    private void start(PublicKey... addresses) {
        reads.read(List.of(addresses)).subscribe().with(read -> {}, failure -> {});
    }

    private static List<PublicKey> addresses(CompletableFuture<List<Optional<Account>>> read) {
        return read.join().stream()
                .map(account -> account.orElseThrow().address())
                .toList();
    }

    private static PublicKey[] keys(int from, int to) {
        return IntStream.range(from, to).mapToObj(AccountReadsTest::key).toArray(PublicKey[]::new);
    }

    private static PublicKey key(int number) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) (number + 1);
        bytes[31] = 7;
        return PublicKey.of(bytes);
    }
}
