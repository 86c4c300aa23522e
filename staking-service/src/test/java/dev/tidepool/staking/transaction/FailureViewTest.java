package dev.tidepool.staking.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.Message;
import dev.tidepool.staking.solana.MessageCompiler;
import dev.tidepool.staking.solana.MessageVersion;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.StakeProgram;
import dev.tidepool.staking.solana.SystemProgram;
import dev.tidepool.staking.test.Wallet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailureViewTest {

    private final PublicKey wallet = Wallet.create().address();

    /** A transfer, then a deactivation. */
    private final Message message = MessageCompiler.compile(
            MessageVersion.V0,
            wallet,
            wallet,
            List.of(
                    SystemProgram.transfer(wallet, wallet, Lamports.of(1)),
                    StakeProgram.deactivate(Wallet.create().address(), wallet)));

    @Test
    void readsANumberByTheProgramThatGaveIt() {
        assertThat(failure("{\"InstructionError\":[0,{\"Custom\":1}]}").code())
                .isEqualTo("RESULT_WITH_NEGATIVE_LAMPORTS");
        FailureView failed = failure("{\"InstructionError\":[1,{\"Custom\":1}]}");
        assertThat(failed.code()).isEqualTo("LOCKUP_IN_FORCE");
        assertThat(failed.detail()).contains("custodian");
        assertThat(failed.instruction()).contains(1);
        assertThat(failed.programId()).isEqualTo(Optional.of(StakeProgram.ID.toString()));
        assertThat(failure("{\"InstructionError\":[1,{\"Custom\":16}]}").code()).isEqualTo("EPOCH_REWARDS_ACTIVE");
        assertThat(failure("{\"InstructionError\":[1,{\"Custom\":99}]}").code()).isEqualTo("CUSTOM_99");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"BlockhashNotFound\";BLOCKHASH_NOT_FOUND",
                "{\"InsufficientFundsForRent\":{\"account_index\":0}};INSUFFICIENT_FUNDS_FOR_RENT",
                "{\"InstructionError\":[0,\"MissingRequiredSignature\"]};MISSING_REQUIRED_SIGNATURE"
            })
    void readsTheRuntimesOwnWords(String error, String code) {
        assertThat(failure(error).code()).isEqualTo(code);
        assertThat(failure(error).detail()).doesNotContain("The runtime says");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[]", "7", "{}", "{\"InstructionError\":[9,\"X\"]}", "{\"InstructionError\":7}", "null"
            })
    void keepsWhatItDoesNotKnow(String error) {
        assertThat(failure(error).detail()).isEqualTo("The runtime says " + error + ".");
    }

    private FailureView failure(String error) {
        return FailureView.of(error, message);
    }
}
