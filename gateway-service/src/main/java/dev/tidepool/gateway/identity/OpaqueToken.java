package dev.tidepool.gateway.identity;

import dev.tidepool.kernel.digest.Sha256;
import dev.tidepool.kernel.problem.Problem;
import java.util.HexFormat;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A secret that is shown once and stored as a hash: its kind's prefix and 32 random bytes in hex. Never printed. Pure. */
@Schema(type = SchemaType.STRING)
record OpaqueToken(String text) {

    static final int RANDOM_BYTES = 32;

    /** What a token is for; the prefix tells people, and the redaction of logs. */
    enum Kind {
        REFRESH("tidepool_refresh_"),
        INVITATION("tidepool_invite_");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    static OpaqueToken of(Kind kind, byte[] random) {
        if (random.length != RANDOM_BYTES) {
            throw new IllegalArgumentException("random must be " + RANDOM_BYTES + " bytes: " + random.length);
        }
        return new OpaqueToken(kind.prefix + HexFormat.of().formatHex(random));
    }

    /** A token somebody sent; whether it is one of ours the hash tells. @throws Problem 400 when the field holds none */
    static OpaqueToken ofField(Kind kind, String field, @Nullable String text) {
        if (text == null || text.length() != kind.prefix.length() + 2 * RANDOM_BYTES || !text.startsWith(kind.prefix)) {
            throw Problem.invalidField(
                    field, field + " must be the token as it was given, " + kind.prefix + " and 64 hex digits.");
        }
        return new OpaqueToken(text);
    }

    /** SHA-256 in hex. A fast hash is enough for 256 random bits. */
    String hash() {
        return Sha256.hex(text);
    }

    @Override
    public String toString() {
        return "OpaqueToken";
    }
}
