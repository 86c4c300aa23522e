package dev.tidepool.staking.chain;

import static dev.tidepool.staking.chain.Chains.join;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.staking.solana.Bytes;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.SystemProgram;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every wallet holds as many lamports as calls were made. */
class WalletReadsTest {

    private final List<List<PublicKey>> calls = new ArrayList<>();
    private CompletableFuture<Void> held = CompletableFuture.completedFuture(null);
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final WalletReads reads = new WalletReads(Duration.ofMinutes(1), 300, () -> now, this::call);

    @Test
    void asksOnceInAMinuteForAWallet() {
        assertThat(balance(1)).isEqualTo(1);
        pass(59);
        assertThat(balance(1)).isEqualTo(1);
        pass(1);
        assertThat(balance(1)).isEqualTo(2);
    }

    @Test
    void aThousandBuildsAMinuteOfAHundredWalletsCostACall() {
        IntStream.range(0, 100).forEach(this::balance);
        IntStream.range(0, 1000).forEach(build -> balance(build % 100));
        assertThat(calls).hasSize(100);

        for (int minute = 1; minute <= 5; minute++) {
            pass(60);
            IntStream.range(0, 1000).forEach(build -> balance(build % 100));
            assertThat(calls).hasSize(100 + minute);
            assertThat(calls.getLast()).hasSize(100);
        }
    }

    @Test
    void readsNobodyAlongWhoDoesNotBuildAnyMore() {
        balance(1);
        balance(2);
        balance(2);
        pass(60);

        balance(3);

        assertThat(calls.getLast()).containsExactly(wallet(3), wallet(2));
    }

    @Test
    void readsTheOthersAlongInOneCallAtATime() {
        IntStream.range(0, 50).forEach(this::balance);
        IntStream.range(0, 50).forEach(this::balance);
        pass(60);
        calls.clear();
        held = new CompletableFuture<>();

        Uni<Map<PublicKey, Account>> first = reads.read(Set.of(wallet(100)));
        CompletableFuture<Map<PublicKey, Account>> waiting = first.subscribeAsCompletionStage();
        CompletableFuture<Map<PublicKey, Account>> meanwhile =
                reads.read(Set.of(wallet(101))).subscribeAsCompletionStage();
        assertThat(calls.getFirst()).hasSize(51);
        assertThat(calls.getLast()).containsExactly(wallet(101));
        held.complete(null);
        assertThat(waiting).isCompleted();
        assertThat(meanwhile).isCompleted();

        pass(60);
        IntStream.range(0, 2).forEach(again -> balance(1));
        pass(60);
        balance(102);
        assertThat(calls.getLast()).containsExactly(wallet(102), wallet(1));
    }

    @Test
    void othersAreReadAgainAfterACallThatFailed() {
        IntStream.range(0, 2).forEach(again -> balance(1));
        pass(60);
        held = CompletableFuture.failedFuture(new IllegalStateException("no node"));
        assertThat(reads.read(Set.of(wallet(2))).subscribeAsCompletionStage()).isCompletedExceptionally();
        held = CompletableFuture.completedFuture(null);

        balance(3);
        assertThat(calls.getLast()).containsExactly(wallet(3), wallet(1));
    }

    @Test
    void asksAnewForWhoHasSigned() {
        balance(1);
        reads.forget(List.of(wallet(1)));

        assertThat(balance(1)).isEqualTo(2);
    }

    @Test
    void keepsNoMoreThanItMay() {
        IntStream.range(0, 301).forEach(this::balance);

        assertThat(balance(300)).isEqualTo(301);
        assertThat(balance(0)).isEqualTo(302);
    }

    @Test
    void leavesOutWhatDoesNotExist() {
        WalletReads empty = new WalletReads(
                Duration.ofMinutes(1),
                10,
                () -> now,
                wanted -> Uni.createFrom()
                        .item(wanted.stream()
                                .map(wallet -> Optional.<Account>empty())
                                .toList()));

        assertThat(join(empty.read(Set.of(wallet(1))))).isEmpty();
        assertThat(join(empty.read(Set.of(wallet(1))))).isEmpty();
    }

    private void pass(long seconds) {
        now = now.plusSeconds(seconds);
    }

    private long balance(int number) {
        Map<PublicKey, Account> found = join(reads.read(Set.of(wallet(number))));
        return Optional.ofNullable(found.get(wallet(number)))
                .orElseThrow()
                .lamports()
                .bits();
    }

    private Uni<List<Optional<Account>>> call(List<PublicKey> wallets) {
        calls.add(List.copyOf(wallets));
        int made = calls.size();
        return Uni.createFrom()
                .completionStage(held)
                .map(told -> wallets.stream()
                        .map(wallet -> Optional.of(
                                new Account(wallet, SystemProgram.ID, Lamports.of(made), Bytes.of(new byte[0]))))
                        .toList());
    }

    private static PublicKey wallet(int number) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) (number + 1);
        bytes[1] = (byte) (number >> 8);
        bytes[31] = 7;
        return PublicKey.of(bytes);
    }
}
