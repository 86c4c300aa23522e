package dev.tidepool.gateway.realtime;

import dev.tidepool.kernel.digest.Sha256;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a ticket is written: {@code tidepool_ticket_} and 32 random bytes in hex; and where it stands in a query. Pure. */
final class Ticket {

    static final int RANDOM_BYTES = 32;
    private static final String PREFIX = "tidepool_ticket_";
    private static final Pattern FORM = Pattern.compile(PREFIX + "[0-9a-f]{" + 2 * RANDOM_BYTES + "}");
    private static final String PARAMETER = "ticket";

    private Ticket() {}

    static String of(byte[] random) {
        return PREFIX + HexFormat.of().formatHex(random);
    }

    static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    /** What is stored of it: a fast hash is enough for 256 random bits. */
    static String hash(String ticket) {
        return Sha256.hex(ticket);
    }

    /** The first parameter of that name in a raw query. */
    static Optional<String> in(@Nullable String query) {
        return query == null
                ? Optional.empty()
                : Arrays.stream(query.split("&", -1))
                        .filter(Ticket::isTicket)
                        .map(pair -> decoded(pair.substring(pair.indexOf('=') + 1)))
                        .findFirst();
    }

    /** The raw query without any parameter of that name, or null when nothing is left. */
    static @Nullable String removedFrom(@Nullable String query) {
        if (query == null) {
            return null;
        }
        String rest = Arrays.stream(query.split("&", -1))
                .filter(pair -> !isTicket(pair))
                .collect(Collectors.joining("&"));
        return rest.isEmpty() ? null : rest;
    }

    private static boolean isTicket(String pair) {
        int end = pair.indexOf('=');
        return decoded(end < 0 ? pair : pair.substring(0, end)).equalsIgnoreCase(PARAMETER);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }
}
