package dev.tidepool.staking.solana;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Turns instructions into a message: each account once, with the needs of all instructions, in the agreed order. */
public final class MessageCompiler {

    private static final int MAX_ACCOUNTS = 256;

    private MessageCompiler() {}

    /**
     * One message of these instructions.
     *
     * @throws IllegalArgumentException when they name more than 256 accounts
     */
    public static Message compile(
            MessageVersion version, PublicKey feePayer, PublicKey blockhash, List<Instruction> instructions) {
        List<AccountMeta> accounts = order(feePayer, collect(feePayer, instructions));
        if (accounts.size() > MAX_ACCOUNTS) {
            throw new IllegalArgumentException("a message has at most 256 accounts, not " + accounts.size());
        }
        List<PublicKey> keys = accounts.stream().map(AccountMeta::key).toList();
        Map<PublicKey, Integer> places = HashMap.newHashMap(keys.size());
        keys.forEach(key -> places.put(key, places.size()));
        List<Message.CompiledInstruction> compiled =
                instructions.stream().map(call -> compile(call, places)).toList();
        return new Message(version, header(accounts), keys, blockhash, compiled, List.of());
    }

    private static Map<PublicKey, AccountMeta> collect(PublicKey feePayer, List<Instruction> instructions) {
        Map<PublicKey, AccountMeta> accounts = new LinkedHashMap<>();
        accounts.put(feePayer, AccountMeta.writableSigner(feePayer));
        for (Instruction instruction : instructions) {
            accounts.merge(instruction.program(), AccountMeta.readOnly(instruction.program()), AccountMeta::merge);
            for (AccountMeta account : instruction.accounts()) {
                accounts.merge(account.key(), account, AccountMeta::merge);
            }
        }
        return accounts;
    }

    private static List<AccountMeta> order(PublicKey feePayer, Map<PublicKey, AccountMeta> accounts) {
        List<AccountMeta> ordered = new ArrayList<>(accounts.values());
        ordered.removeIf(account -> account.key().equals(feePayer));
        ordered.sort(AccountOrder.COLLATED);
        ordered.addFirst(AccountMeta.writableSigner(feePayer));
        return ordered;
    }

    private static Message.Header header(List<AccountMeta> accounts) {
        int signers = 0;
        int readOnlySigned = 0;
        int readOnlyUnsigned = 0;
        for (AccountMeta account : accounts) {
            if (account.signer()) {
                signers++;
                readOnlySigned += account.writable() ? 0 : 1;
            } else {
                readOnlyUnsigned += account.writable() ? 0 : 1;
            }
        }
        return new Message.Header(signers, readOnlySigned, readOnlyUnsigned);
    }

    private static Message.CompiledInstruction compile(Instruction instruction, Map<PublicKey, Integer> places) {
        List<Integer> indexes = instruction.accounts().stream()
                .map(account -> placeOf(account.key(), places))
                .toList();
        return new Message.CompiledInstruction(placeOf(instruction.program(), places), indexes, instruction.data());
    }

    private static int placeOf(PublicKey key, Map<PublicKey, Integer> places) {
        return Objects.requireNonNull(places.get(key));
    }
}
