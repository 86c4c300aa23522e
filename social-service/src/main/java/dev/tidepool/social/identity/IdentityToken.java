package dev.tidepool.social.identity;

import dev.tidepool.kernel.digest.Sha256;
import dev.tidepool.kernel.id.AgentId;
import java.time.Instant;
import java.util.Optional;

/**
 * A token just made. Only its hash is stored.
 *
 * @param text {@code moltbook_identity_} and 64 hexadecimal digits
 * @param audience for whom alone it is good; empty for anybody
 */
record IdentityToken(String text, AgentId agent, Optional<String> audience, Instant expiresAt) {

    String hash() {
        return Sha256.hex(text);
    }

    @Override
    public String toString() {
        return "IdentityToken[" + agent + "]";
    }
}
