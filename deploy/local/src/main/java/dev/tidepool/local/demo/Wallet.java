package dev.tidepool.local.demo;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;

/** A throw-away Solana key: made here, used once, never sent anywhere. */
record Wallet(KeyPair keys) {
    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(ALPHABET.length());
    private static final int KEY_BYTES = 32;
    private static final int SIGNATURE_BYTES = 64;

    static Wallet create() {
        try {
            return new Wallet(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
    }

    /** The public key in base58, as Solana writes it. */
    String address() {
        byte[] encoded = keys.getPublic().getEncoded();
        // The raw key is the end of its X.509 form.
        return base58(Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length));
    }

    /** Puts this wallet's signature into the first slot of a transaction with exactly one signer. */
    String sign(String unsignedBase64) {
        byte[] transaction = Base64.getDecoder().decode(unsignedBase64);
        if (transaction.length <= 1 + SIGNATURE_BYTES || transaction[0] != 1) {
            throw new DemoFailure("the transaction does not ask for exactly one signature");
        }
        byte[] message = Arrays.copyOfRange(transaction, 1 + SIGNATURE_BYTES, transaction.length);
        System.arraycopy(signature(message), 0, transaction, 1, SIGNATURE_BYTES);
        return Base64.getEncoder().encodeToString(transaction);
    }

    private byte[] signature(byte[] message) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(keys.getPrivate());
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a fresh key signs", e);
        }
    }

    static String base58(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (BigInteger rest = new BigInteger(1, bytes); rest.signum() > 0; rest = rest.divide(BASE)) {
            text.append(ALPHABET.charAt(rest.mod(BASE).intValue()));
        }
        for (int i = 0; i < bytes.length && bytes[i] == 0; i++) {
            text.append(ALPHABET.charAt(0));
        }
        return text.reverse().toString();
    }
}
