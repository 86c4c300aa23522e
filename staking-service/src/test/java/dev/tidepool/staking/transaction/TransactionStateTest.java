package dev.tidepool.staking.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.staking.chain.SignatureStatus;
import dev.tidepool.staking.chain.SignatureStatus.Level;
import dev.tidepool.staking.solana.Bytes;
import dev.tidepool.staking.solana.TransactionSignature;
import dev.tidepool.staking.transaction.TransactionState.Built;
import dev.tidepool.staking.transaction.TransactionState.Confirmed;
import dev.tidepool.staking.transaction.TransactionState.Expired;
import dev.tidepool.staking.transaction.TransactionState.Failed;
import dev.tidepool.staking.transaction.TransactionState.Finalized;
import dev.tidepool.staking.transaction.TransactionState.Processed;
import dev.tidepool.staking.transaction.TransactionState.Submitted;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransactionStateTest {

    private static final TransactionSignature SIGNATURE =
            new TransactionSignature(Bytes.of(new byte[TransactionSignature.LENGTH]));
    private static final SignatureStatus UNSEEN = new SignatureStatus.Unseen();

    private final Submitted submitted = new Built().submitted(SIGNATURE);

    static Stream<TransactionState> all() {
        return Stream.of(
                new Built(),
                new Submitted(SIGNATURE),
                new Processed(SIGNATURE, 1),
                new Confirmed(SIGNATURE, 2),
                new Finalized(SIGNATURE, 3),
                new Expired(Optional.empty()),
                new Expired(Optional.of(SIGNATURE)),
                new Failed(SIGNATURE, Optional.empty(), "{}"),
                new Failed(SIGNATURE, Optional.of(4L), "{}"));
    }

    @Test
    void risesWithTheBlockItIsIn() {
        assertThat(submitted.observe(landed(Level.PROCESSED), false)).isEqualTo(new Processed(SIGNATURE, 7));
        assertThat(submitted.observe(landed(Level.CONFIRMED), false)).isEqualTo(new Confirmed(SIGNATURE, 7));
        assertThat(submitted.observe(landed(Level.FINALIZED), false)).isEqualTo(new Finalized(SIGNATURE, 7));
    }

    @Test
    void isSubmittedAgainWhenItsBlockWasDropped() {
        assertThat(new Processed(SIGNATURE, 7).observe(UNSEEN, false)).isEqualTo(submitted);
    }

    @Test
    void expiresOnlyUnseen() {
        assertThat(submitted.observe(UNSEEN, true)).isEqualTo(new Expired(Optional.of(SIGNATURE)));
        assertThat(submitted.observe(landed(Level.CONFIRMED), true)).isEqualTo(new Confirmed(SIGNATURE, 7));
    }

    @Test
    void failsOnlyInABlockThatStays() {
        assertThat(submitted.observe(new SignatureStatus.Broken(7, Level.PROCESSED, "{}"), false))
                .isEqualTo(submitted);
        assertThat(submitted.observe(new SignatureStatus.Broken(7, Level.CONFIRMED, "{}"), false))
                .isEqualTo(new Failed(SIGNATURE, Optional.of(7L), "{}"));
    }

    @Test
    void neverLosesAConfirmation() {
        Confirmed confirmed = new Confirmed(SIGNATURE, 7);

        assertThat(confirmed.observe(UNSEEN, true)).isEqualTo(confirmed);
        assertThat(confirmed.observe(landed(Level.PROCESSED), false)).isEqualTo(confirmed);
    }

    @ParameterizedTest
    @MethodSource("all")
    void survivesStorage(TransactionState state) {
        TransactionState read = TransactionRows.state(
                state.label(),
                state.signature().map(TransactionSignature::toString).orElse(null),
                state.slot().orElse(null),
                state instanceof Failed failed ? failed.error() : null);

        assertThat(read).isEqualTo(state);
    }

    private static SignatureStatus landed(Level level) {
        return new SignatureStatus.Landed(7, level);
    }
}
