package dev.tidepool.gateway.client;

import io.netty.util.NetUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one proxy told of whom it forwarded for; each is null where it told nothing usable.
 *
 * @param address in its literal form, without brackets and port
 */
record ForwardedElement(
        @Nullable String address,
        @Nullable String proto,
        @Nullable String host) {

    /** Longer chains are nobody's. */
    private static final int MAX_ELEMENTS = 32;

    /** Of the header Forwarded (RFC 7239), the farthest first. */
    static List<ForwardedElement> ofForwarded(String header) {
        List<ForwardedElement> elements = new ArrayList<>();
        for (String element : split(header, ',')) {
            elements.add(ofPairs(element));
        }
        return last(elements);
    }

    /** Of X-Forwarded-For; the scheme and host are the last proxy's word. */
    static List<ForwardedElement> ofForwardedFor(String header, @Nullable String proto, @Nullable String host) {
        List<ForwardedElement> elements = new ArrayList<>();
        for (String node : header.split(",", -1)) {
            elements.add(new ForwardedElement(addressOf(node.strip()), schemeOf(proto), host));
        }
        return last(elements);
    }

    private static List<ForwardedElement> last(List<ForwardedElement> elements) {
        int size = elements.size();
        return size <= MAX_ELEMENTS ? elements : elements.subList(size - MAX_ELEMENTS, size);
    }

    private static ForwardedElement ofPairs(String element) {
        String address = null;
        String proto = null;
        String host = null;
        for (String pair : split(element, ';')) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                String value = unquoted(pair.substring(equals + 1).strip());
                switch (pair.substring(0, equals).strip().toLowerCase(Locale.ROOT)) {
                    case "for" -> address = addressOf(value);
                    case "proto" -> proto = schemeOf(value);
                    case "host" -> host = value;
                    default -> {}
                }
            }
        }
        return new ForwardedElement(address, proto, host);
    }

    /** Splits outside of quotes. */
    private static List<String> split(String text, char at) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted) {
                i++;
            } else if (c == at && !quoted) {
                parts.add(text.substring(begin, i));
                begin = i + 1;
            }
        }
        parts.add(text.substring(begin));
        return parts;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1).replace("\\", "") : value;
    }

    private static @Nullable String schemeOf(@Nullable String proto) {
        return proto != null && (proto.equalsIgnoreCase("https") || proto.equalsIgnoreCase("http"))
                ? proto.toLowerCase(Locale.ROOT)
                : null;
    }

    /** {@code 192.0.2.1}, {@code 192.0.2.1:80}, {@code 2001:db8::1}, {@code [2001:db8::1]:80}; names and tokens are nobody's. */
    private static @Nullable String addressOf(String node) {
        String address = node;
        int bracket = node.indexOf(']');
        if (node.startsWith("[") && bracket > 0) {
            address = node.substring(1, bracket);
        } else if (node.indexOf(':') == node.lastIndexOf(':') && node.indexOf(':') > 0) {
            address = node.substring(0, node.indexOf(':'));
        }
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        return bytes == null ? null : NetUtil.bytesToIpAddress(bytes);
    }
}
