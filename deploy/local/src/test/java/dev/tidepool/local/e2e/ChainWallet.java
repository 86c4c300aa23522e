package dev.tidepool.local.e2e;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;

/** A wallet on the chain, outside of the suite: the only place where its private key exists. */
final class ChainWallet {

    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final int KEY = 32;
    private static final int SIGNATURE = 64;

    private final KeyPair keys;
    private final Api chain;

    /** @param url of the chain itself */
    ChainWallet(String url) {
        try {
            this.keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
        this.chain = new Api(url, "");
    }

    String address() {
        byte[] encoded = keys.getPublic().getEncoded();
        byte[] raw = Arrays.copyOfRange(encoded, encoded.length - KEY, encoded.length);
        StringBuilder text = new StringBuilder();
        BigInteger rest = new BigInteger(1, raw);
        for (; rest.signum() > 0; rest = rest.divide(BigInteger.valueOf(58))) {
            text.append(ALPHABET.charAt(rest.mod(BigInteger.valueOf(58)).intValue()));
        }
        for (int zero = 0; zero < KEY && raw[zero] == 0; zero++) {
            text.append('1');
        }
        return text.reverse().toString();
    }

    void airdrop(long lamports) {
        call("requestAirdrop", "\"%s\",%d".formatted(address(), lamports));
    }

    /** As confirmed blocks have it. */
    long balance() {
        return balanceOf(address());
    }

    long balanceOf(String account) {
        return call("getBalance", "\"%s\",{\"commitment\":\"confirmed\"}".formatted(account))
                .json()
                .at("/result/value")
                .asLong();
    }

    /** The transaction, which only this wallet must sign, with its signature. */
    String sign(String base64) {
        byte[] transaction = Base64.getDecoder().decode(base64);
        if (transaction[0] != 1) {
            throw new AssertionError(transaction[0] + " signatures are asked for");
        }
        byte[] message = Arrays.copyOfRange(transaction, 1 + SIGNATURE, transaction.length);
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(keys.getPrivate());
            signer.update(message);
            System.arraycopy(signer.sign(), 0, transaction, 1, SIGNATURE);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
        return Base64.getEncoder().encodeToString(transaction);
    }

    private Answer call(String method, String parameters) {
        return chain.post(
                        "",
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":[%s]}"
                                .formatted(method, parameters))
                .expect(200);
    }
}
