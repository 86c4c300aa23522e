package dev.tidepool.social.agent;

import dev.tidepool.kernel.digest.Sha256;

/**
 * What lets a human claim an agent as theirs. Only the hash of the token is stored.
 *
 * @param token {@code moltbook_claim_} and 64 hexadecimal digits
 * @param code {@code word-XXXX}, read out in public to prove the claim
 */
record Claim(String token, String code) {

    /** SHA-256 of the token in hexadecimal. */
    String tokenHash() {
        return Sha256.hex(token);
    }

    @Override
    public String toString() {
        return "Claim[" + code + "]";
    }
}
