package dev.tidepool.load;

import dev.tidepool.staking.solana.Bytes;
import dev.tidepool.staking.solana.ComputeBudget;
import dev.tidepool.staking.solana.CreateAndDelegate;
import dev.tidepool.staking.solana.Instruction;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.MessageCompiler;
import dev.tidepool.staking.solana.MessageVersion;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.Transaction;
import dev.tidepool.staking.solana.TransactionSignature;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What it takes to make the bytes of a {@code create-and-delegate}, as a build does once it knows the chain: the address that
 * the seed gives, the instructions, the order of the accounts, the message. Each transaction has a seed and an amount of its own.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StakeEncoding {
    private static final int KEY_BYTES = 32;
    private static final int UNITS = 30_000;
    private static final int SEEDS = 1024;
    private static final PublicKey VALIDATOR = PublicKey.parse("9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin");
    private static final PublicKey BLOCKHASH = PublicKey.parse("4uQeVj5tqViQh7yWWGStvkEG1Zmhx6uasJtWCJziofM");
    private static final Lamports RENT = Lamports.of(2_282_880);

    /** As clients name the two formats of a message. */
    @Param({"legacy", "0"})
    public String version = "legacy";

    private final KeyPair keys = newKeys();
    private final PublicKey owner = address(keys);
    private final String[] seeds = new String[SEEDS];
    private MessageVersion format = MessageVersion.LEGACY;
    private Transaction signed = Transaction.unsigned(
            MessageCompiler.compile(MessageVersion.LEGACY, owner, BLOCKHASH, instructions("seed", 1)));
    private int next;

    /** Seeds as the service draws them, and a transaction that its owner has signed. */
    @Setup
    public void prepare() {
        format = MessageVersion.ofLabel(version);
        Arrays.setAll(seeds, number -> "%032x".formatted(number));
        Transaction unsigned = transaction();
        signed = new Transaction(List.of(sign(unsigned)), unsigned.message(), unsigned.messageBytes());
        if (!signed.unverifiedSigners().isEmpty()) {
            throw new IllegalStateException("the signature does not fit");
        }
    }

    /** To the bytes that a packet has. */
    @Benchmark
    public Bytes bytes() {
        return transaction().encode();
    }

    /** To the text that an answer has. */
    @Benchmark
    public String base64() {
        return transaction().encode().toBase64();
    }

    /** Whether every signer has signed, as a submission is checked. */
    @Benchmark
    public List<PublicKey> verify() {
        return signed.unverifiedSigners();
    }

    private Transaction transaction() {
        int number = next;
        next = (next + 1) % SEEDS;
        return Transaction.unsigned(MessageCompiler.compile(
                format, owner, BLOCKHASH, instructions(seeds[number], 1_000_000_000L + number)));
    }

    private List<Instruction> instructions(String seed, long lamports) {
        List<Instruction> all = new ArrayList<>(new ComputeBudget(UNITS, Lamports.ZERO).instructions());
        all.addAll(CreateAndDelegate.owned(owner, VALIDATOR, Lamports.of(lamports), RENT, seed)
                .instructions());
        return all;
    }

    private static KeyPair newKeys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static PublicKey address(KeyPair keys) {
        byte[] encoded = keys.getPublic().getEncoded();
        return PublicKey.of(Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length));
    }

    private TransactionSignature sign(Transaction transaction) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(keys.getPrivate());
            signature.update(transaction.messageBytes().toArray());
            return new TransactionSignature(Bytes.of(signature.sign()));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
