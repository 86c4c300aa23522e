package dev.tidepool.social.agent;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What lets a human claim an agent as theirs. Only the hash of the token is stored.
 *
 * @param token {@code moltbook_claim_} and 64 hexadecimal digits
 * @param code {@code word-XXXX}, read out in public to prove the claim
 */
record Claim(String token, String code) {

    /** SHA-256 of the token in hexadecimal. */
    String tokenHash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return "Claim[" + code + "]";
    }
}
