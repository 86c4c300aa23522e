package dev.tidepool.staking.test;

import dev.tidepool.staking.solana.Bytes;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.Transaction;
import dev.tidepool.staking.solana.TransactionSignature;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** A wallet of a test: the only place where a private key exists. */
public final class Wallet {

    private final KeyPair keys;
    private final PublicKey address;

    private Wallet(KeyPair keys) {
        this.keys = keys;
        byte[] encoded = keys.getPublic().getEncoded();
        this.address = PublicKey.of(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    }

    public static Wallet create() {
        try {
            return new Wallet(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public PublicKey address() {
        return address;
    }

    /** Puts this wallet's signature where it belongs; base64 in, base64 out. */
    public String sign(String base64) {
        Transaction transaction = Transaction.decode(Base64.getDecoder().decode(base64));
        int place = transaction.message().requiredSigners().indexOf(address);
        List<TransactionSignature> signatures = new ArrayList<>(transaction.signatures());
        signatures.set(place, new TransactionSignature(Bytes.of(sign(transaction.messageBytes()))));
        return new Transaction(signatures, transaction.message(), transaction.messageBytes())
                .encode()
                .toBase64();
    }

    private byte[] sign(Bytes message) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(keys.getPrivate());
            signer.update(message.toArray());
            return signer.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
