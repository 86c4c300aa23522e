package dev.tidepool.kernel.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Shows who sent a body, and when: {@code t=<seconds>,v1=<hex of HMAC-SHA-256 of "<seconds>.<body>">}. The time is signed too, so that an
 * old request that somebody kept is refused by its age. Pure.
 */
public final class WebhookSignature {

    /** Header that carries it. */
    public static final String HEADER = "X-Tidepool-Signature";

    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern FORM = Pattern.compile("t=([0-9]{1,12}),v1=([0-9a-f]{64})");

    private WebhookSignature() {}

    /** The header's value. */
    public static String of(String secret, Instant time, byte[] body) {
        return "t=" + time.getEpochSecond() + ",v1="
                + HexFormat.of().formatHex(tag(secret, time.getEpochSecond(), body));
    }

    /** Whether the holder of the secret signed this body, at most so long before or after now. */
    public static boolean isValid(String header, String secret, byte[] body, Instant now, Duration tolerance) {
        Matcher parts = FORM.matcher(header);
        if (!parts.matches()) {
            return false;
        }
        long seconds = Long.parseLong(parts.group(1));
        boolean recent = Math.abs(now.getEpochSecond() - seconds) <= tolerance.toSeconds();
        return recent && MessageDigest.isEqual(HexFormat.of().parseHex(parts.group(2)), tag(secret, seconds, body));
    }

    private static byte[] tag(String secret, long seconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update((seconds + ".").getBytes(StandardCharsets.US_ASCII));
            return mac.doFinal(body);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
        }
    }
}
