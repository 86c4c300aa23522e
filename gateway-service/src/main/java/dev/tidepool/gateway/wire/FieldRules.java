package dev.tidepool.gateway.wire;

import io.netty.util.AsciiString;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Names and values of headers (RFC 9110, section 5). Pure. */
final class FieldRules {

    /** Headers of which there is one only: of two, everybody picks another. */
    private static final List<String> SINGLE =
            List.of("authorization", "content-type", "x-api-key", "expect", "upgrade");

    /** Names that claim who is calling: only the gateway says so, and not by these. */
    private static final List<String> IDENTITY =
            List.of("x-tidepool-", "x-user-", "x-organization-", "x-org-", "x-auth-", "x-remote-");

    private static final int MAX_LENGTH_DIGITS = 18;

    private FieldRules() {}

    static boolean isName(CharSequence name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean usual = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
            if (!usual && "!#$%&'*+.^_`|~".indexOf(c) < 0) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    static boolean isValue(CharSequence value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** A name or an address, and maybe a port. */
    static boolean isHost(String host) {
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!alphanumeric && "-._:[]".indexOf(c) < 0) {
                return false;
            }
        }
        return !host.isEmpty();
    }

    static boolean isLength(String length) {
        for (int i = 0; i < length.length(); i++) {
            if (length.charAt(i) < '0' || length.charAt(i) > '9') {
                return false;
            }
        }
        return !length.isEmpty() && length.length() <= MAX_LENGTH_DIGITS;
    }

    /** The bit of the kind of name that claims who is calling, or 0. */
    static int claimBit(CharSequence name) {
        if (name.length() < 3 || (name.charAt(0) | 0x20) != 'x' || name.charAt(1) != '-') {
            return 0;
        }
        for (int i = 0; i < IDENTITY.size(); i++) {
            String prefix = IDENTITY.get(i);
            if (AsciiString.regionMatches(name, true, 0, prefix, 0, prefix.length())) {
                return 1 << i;
            }
        }
        return 0;
    }

    /** The kinds of these bits: not the names, of which a client can make up any number. */
    static String claims(int bits) {
        return IntStream.range(0, IDENTITY.size())
                .filter(i -> (bits & (1 << i)) != 0)
                .mapToObj(i -> IDENTITY.get(i) + "*")
                .collect(Collectors.joining(" "));
    }

    /** The bit of a header that may come once, or 0. */
    static int singleBit(CharSequence name) {
        for (int i = 0; i < SINGLE.size(); i++) {
            if (AsciiString.contentEqualsIgnoreCase(SINGLE.get(i), name)) {
                return 1 << i;
            }
        }
        return 0;
    }
}
