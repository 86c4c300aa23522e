package dev.tidepool.staking.transaction;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.solana.Bytes;
import dev.tidepool.staking.solana.ComputeBudgetProgram;
import dev.tidepool.staking.solana.Message;
import dev.tidepool.staking.solana.Message.CompiledInstruction;
import dev.tidepool.staking.solana.PublicKey;
import java.util.List;
import java.util.Optional;

/**
 * A signed transaction that is to be sent.
 *
 * @param semantic of which build it is, where its message may differ from that one's in its compute budget
 */
record Submission(SignedTransaction signed, Optional<TransactionId> semantic) {

    /** One call with whatever it needs, apart from where a message keeps it. */
    private record Call(PublicKey program, List<Use> accounts, Bytes data) {}

    private record Use(PublicKey account, boolean signer) {}

    /**
     * Passes a message that pays by the same wallet, lives as long, and calls the same in the same order, but for the
     * compute budget.
     *
     * @throws Problem 422 INSTRUCTIONS_DIFFER
     */
    void requireSame(StoredTransaction built) {
        Message own = signed.transaction().message();
        Message wanted = built.unsigned().message();
        boolean same = own.lookups().isEmpty()
                && own.feePayer().equals(wanted.feePayer())
                && own.blockhash().equals(wanted.blockhash())
                && calls(own).equals(calls(wanted));
        if (!same) {
            throw Problem.of(
                            TransactionError.INSTRUCTIONS_DIFFER,
                            "Only compute budget instructions may differ from what was built: same fee payer, same blockhash,"
                                    + " same calls in the same order. Sign what was built, or build anew.")
                    .with("field", "transaction");
        }
    }

    private static List<Call> calls(Message message) {
        return message.instructions().stream()
                .map(instruction -> call(instruction, message))
                .filter(call -> !call.program().equals(ComputeBudgetProgram.ID))
                .toList();
    }

    private static Call call(CompiledInstruction instruction, Message message) {
        int signers = message.header().requiredSignatures();
        return new Call(
                message.accounts().get(instruction.programIndex()),
                instruction.accountIndexes().stream()
                        .map(index -> new Use(message.accounts().get(index), index < signers))
                        .toList(),
                instruction.data());
    }
}
