package dev.tidepool.staking.solana;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;

/**
 * Reads a transaction as strictly as the chain does: shortest-form lengths, no trailing bytes, at most 1232 bytes, a
 * header that fits its accounts, no account twice, every index within the accounts. What it accepts encodes back to
 * the same bytes; anything else is a {@link MalformedBytesException}.
 */
final class TransactionDecoder {

    private final byte[] bytes;
    private final ByteReader in;

    private TransactionDecoder(byte[] bytes) {
        this.bytes = bytes;
        this.in = new ByteReader(bytes);
    }

    static Transaction decode(byte[] bytes) {
        if (bytes.length > Transaction.MAX_LENGTH) {
            throw new MalformedBytesException("longer than 1232 bytes: " + bytes.length);
        }
        return new TransactionDecoder(bytes.clone()).transaction();
    }

    private Transaction transaction() {
        List<TransactionSignature> signatures = list(
                TransactionSignature.LENGTH,
                reader -> new TransactionSignature(Bytes.of(reader.bytes(TransactionSignature.LENGTH))));
        int start = in.position();
        Message message = message();
        check(in.remaining() == 0, in.remaining() + " bytes after its end");
        check(
                signatures.size() == message.header().requiredSignatures(),
                signatures.size() + " signatures, but the header asks for another number");
        return new Transaction(signatures, message, tail(start));
    }

    private Message message() {
        MessageVersion version = version();
        Message.Header header = new Message.Header(in.u8(), in.u8(), in.u8());
        List<PublicKey> accounts = list(PublicKey.LENGTH, ByteReader::key);
        checkAccounts(header, accounts);
        PublicKey blockhash = in.key();
        List<Message.CompiledInstruction> instructions = list(3, TransactionDecoder::instruction);
        List<Message.AddressTableLookup> lookups =
                version == MessageVersion.V0 ? list(34, TransactionDecoder::lookup) : List.of();
        checkIndexes(accounts.size(), instructions, lookups);
        return new Message(version, header, accounts, blockhash, instructions, lookups);
    }

    private MessageVersion version() {
        int first = in.peek();
        if (first < Message.VERSION_PREFIX) {
            return MessageVersion.LEGACY;
        }
        check(first == Message.VERSION_PREFIX, "not a known message version: " + (first - Message.VERSION_PREFIX));
        in.u8();
        return MessageVersion.V0;
    }

    private static Message.CompiledInstruction instruction(ByteReader in) {
        int program = in.u8();
        byte[] accountIndexes = in.bytes(in.count(1));
        List<Integer> indexes = new ArrayList<>(accountIndexes.length);
        for (byte index : accountIndexes) {
            indexes.add(index & 0xff);
        }
        return new Message.CompiledInstruction(program, indexes, Bytes.of(in.bytes(in.count(1))));
    }

    private static Message.AddressTableLookup lookup(ByteReader in) {
        return new Message.AddressTableLookup(
                in.key(), Bytes.of(in.bytes(in.count(1))), Bytes.of(in.bytes(in.count(1))));
    }

    private static void checkAccounts(Message.Header header, List<PublicKey> accounts) {
        int signers = header.requiredSignatures();
        check(signers > header.readOnlySigned(), "the fee payer must sign and be writable");
        check(signers + header.readOnlyUnsigned() <= accounts.size(), "the header names more accounts than there are");
        check(new HashSet<>(accounts).size() == accounts.size(), "an account is named twice");
    }

    private static void checkIndexes(
            int own, List<Message.CompiledInstruction> instructions, List<Message.AddressTableLookup> lookups) {
        int all = own;
        for (Message.AddressTableLookup lookup : lookups) {
            int found =
                    lookup.writableIndexes().length() + lookup.readOnlyIndexes().length();
            check(found > 0, "a lookup that looks nothing up");
            all += found;
        }
        check(all <= 256, "too many accounts: " + all);
        for (Message.CompiledInstruction instruction : instructions) {
            int program = instruction.programIndex();
            // The fee payer cannot be a program, and a program cannot come from a table.
            check(program > 0 && program < own, "program index out of range: " + program);
            for (int index : instruction.accountIndexes()) {
                check(index < all, "account index out of range: " + index);
            }
        }
    }

    private <T> List<T> list(int itemLength, Function<ByteReader, T> item) {
        int count = in.count(itemLength);
        List<T> items = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            items.add(item.apply(in));
        }
        return items;
    }

    private Bytes tail(int start) {
        return Bytes.of(Arrays.copyOfRange(bytes, start, bytes.length));
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new MalformedBytesException(otherwise);
        }
    }
}
