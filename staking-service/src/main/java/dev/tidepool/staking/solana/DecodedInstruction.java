package dev.tidepool.staking.solana;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An instruction as people read it.
 *
 * @param program {@code system}, {@code stake}, {@code computeBudget}, {@code stakePool}, {@code associatedToken}, {@code memo} or
 *     {@code unknown}
 * @param name in camel case ({@code allocateWithSeed}); {@code unknown} where the data is none of the program's
 * @param accounts addresses by what they are to the instruction, in its order; an address from a lookup table, which only the
 *     chain can tell, reads {@code lookup:} and its place in the message
 * @param fields of the data, in its order; amounts and times in decimal
 */
public record DecodedInstruction(
        PublicKey programId, String program, String name, Map<String, String> accounts, Map<String, String> fields) {

    private static final String UNKNOWN = "unknown";
    private static final String MEMO = "memo";

    /** All of a message, in order. Never fails: what it does not know it calls unknown. */
    public static List<DecodedInstruction> of(Message message) {
        return message.instructions().stream().map(call -> of(message, call)).toList();
    }

    private static DecodedInstruction of(Message message, Message.CompiledInstruction call) {
        PublicKey program = message.accounts().get(call.programIndex());
        List<String> accounts = call.accountIndexes().stream()
                .map(index -> address(message, index))
                .toList();
        try {
            return program.equals(MemoProgram.ID)
                    ? memo(accounts, call.data())
                    : Program.of(program)
                            .map(known -> known(known, program, accounts, call.data()))
                            .orElseGet(() -> unknown(program, accounts, call.data()));
        } catch (MalformedBytesException unreadable) {
            return unknown(program, accounts, call.data());
        }
    }

    private static String address(Message message, int index) {
        return index < message.accounts().size() ? message.accounts().get(index).toString() : "lookup:" + index;
    }

    private static DecodedInstruction memo(List<String> accounts, Bytes data) {
        return new DecodedInstruction(
                MemoProgram.ID, MEMO, MEMO, named(List.of(), accounts), Map.of("text", Utf8.decode(data.toArray())));
    }

    private static DecodedInstruction known(Program program, PublicKey id, List<String> accounts, Bytes data) {
        ByteReader in = new ByteReader(data.toArray());
        InstructionKind kind = program.kind(in);
        Map<String, String> fields = kind.fields(in);
        if (in.remaining() > 0) {
            throw new MalformedBytesException(in.remaining() + " bytes after its end");
        }
        return new DecodedInstruction(
                id, program.label(), kind.label(), named(kind.shape().accounts(), accounts), fields);
    }

    private static DecodedInstruction unknown(PublicKey program, List<String> accounts, Bytes data) {
        String label = program.equals(MemoProgram.ID)
                ? MEMO
                : Program.of(program).map(Program::label).orElse(UNKNOWN);
        return new DecodedInstruction(
                program, label, UNKNOWN, named(List.of(), accounts), Map.of("data", data.toHex()));
    }

    private static Map<String, String> named(List<String> names, List<String> accounts) {
        Map<String, String> named = new LinkedHashMap<>();
        for (int index = 0; index < accounts.size(); index++) {
            named.put(index < names.size() ? names.get(index) : "account" + index, accounts.get(index));
        }
        return named;
    }
}
