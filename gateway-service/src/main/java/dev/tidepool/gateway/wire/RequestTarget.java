package dev.tidepool.gateway.wire;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The one form of a request's address, which everybody after the wire sees: matched, checked and passed on alike. What servers are
 * known to read differently is not brought into form but refused. Pure.
 */
final class RequestTarget {

    private static final boolean[] PATH = allowed("/:@-._~!$&'()*+,=");
    private static final boolean[] QUERY = allowed("/:@-._~!$&'()*+,;=?[]");
    private static final boolean[] UNRESERVED = allowed("-._~");

    private RequestTarget() {}

    /**
     * A path and maybe a query: whole addresses are for proxies to take, and {@code *} asks nothing here.
     *
     * @return dot segments resolved, needless escapes undone, others in capitals, the query as it came; null for what is refused:
     *     empty segments, path parameters, escaped separators, dots and control characters, escapes of escapes, and bytes that are
     *     not UTF-8
     */
    static @Nullable String normalized(String target) {
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        if (question >= 0 && !holdsOnly(QUERY, target, question + 1)) {
            return null;
        }
        if (path.isEmpty() || path.charAt(0) != '/' || !holdsOnly(PATH, path, 0)) {
            return null;
        }
        if (path.indexOf('%') < 0 && !path.contains("//") && !path.contains("/.")) {
            return target;
        }
        String unescaped = path.indexOf('%') < 0 ? path : unescaped(path);
        String normal = unescaped == null ? null : resolved(unescaped, path);
        return normal == null || question < 0 ? normal : normal + target.substring(question);
    }

    private static boolean holdsOnly(boolean[] allowed, String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                if (escaped(text, i) < 0) {
                    return false;
                }
                i += 2;
            } else if (c >= 128 || !allowed[c]) {
                return false;
            }
        }
        return true;
    }

    /** The byte that is escaped at this percent sign, or -1. */
    private static int escaped(String text, int percent) {
        if (percent + 2 >= text.length() || !isHex(text.charAt(percent + 1)) || !isHex(text.charAt(percent + 2))) {
            return -1;
        }
        return HexFormat.fromHexDigits(text, percent + 1, percent + 3);
    }

    private static boolean isHex(char c) {
        return HexFormat.isHexDigit(c);
    }

    private static @Nullable String unescaped(String path) {
        StringBuilder text = new StringBuilder(path.length());
        ByteBuffer bytes = ByteBuffer.allocate(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c != '%') {
                text.append(c);
                bytes.put((byte) c);
                continue;
            }
            int value = escaped(path, i);
            if (isSeparator(value) || (value == '%' && isEscapeOfEscape(path, i + 3))) {
                return null;
            }
            bytes.put((byte) value);
            if (value < 128 && UNRESERVED[value]) {
                text.append((char) value);
            } else {
                text.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) value));
            }
            i += 2;
        }
        return isUtf8(bytes.flip()) ? text.toString() : null;
    }

    private static boolean isSeparator(int value) {
        return value == '/' || value == '\\' || value == ';' || value < ' ' || value == 0x7f;
    }

    /** Who undoes escapes twice would see another address. */
    private static boolean isEscapeOfEscape(String path, int at) {
        return at + 1 < path.length() && isHex(path.charAt(at)) && isHex(path.charAt(at + 1));
    }

    private static boolean isUtf8(ByteBuffer bytes) {
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(bytes);
            return text.chars().noneMatch(Character::isISOControl);
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }

    /** RFC 3986, section 5.2.4; a dot that was escaped is no dot to some. */
    private static @Nullable String resolved(String path, String raw) {
        String[] segments = path.split("/", -1);
        String[] written = raw.split("/", -1);
        Deque<String> kept = new ArrayDeque<>();
        boolean directory = false;
        for (int i = 1; i < segments.length; i++) {
            boolean last = i == segments.length - 1;
            boolean dots = segments[i].equals(".") || segments[i].equals("..");
            boolean refused = (segments[i].isEmpty() && !last)
                    || (dots && !written[i].equals(segments[i]))
                    || (segments[i].equals("..") && kept.isEmpty());
            if (refused) {
                return null;
            }
            if (segments[i].equals("..")) {
                kept.removeLast();
            } else if (!dots && !segments[i].isEmpty()) {
                kept.addLast(segments[i]);
            }
            directory = last && (dots || segments[i].isEmpty());
        }
        return kept.isEmpty() ? "/" : "/" + String.join("/", kept) + (directory ? "/" : "");
    }

    private static boolean[] allowed(String signs) {
        boolean[] allowed = new boolean[128];
        for (char c = 0; c < 128; c++) {
            boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            allowed[c] = alphanumeric || signs.indexOf(c) >= 0;
        }
        return allowed;
    }
}
