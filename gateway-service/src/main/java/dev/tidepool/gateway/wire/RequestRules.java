package dev.tidepool.gateway.wire;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a decoded head must be to be a request that every server reads alike. */
final class RequestRules {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private RequestRules() {}

    /**
     * Checks the head and brings its address into form; headers that claim an identity are listed in one that says so.
     *
     * @return null for a request that keeps the rules
     */
    static @Nullable Refusal broken(HttpRequest request, int maxHeaders) {
        if (!METHODS.contains(request.method().name())) {
            return Refusal.METHOD_NOT_IMPLEMENTED;
        }
        HttpVersion version = request.protocolVersion();
        if (!isServed(version)) {
            return Refusal.VERSION_NOT_SUPPORTED;
        }
        String target = RequestTarget.normalized(request.uri());
        if (target == null) {
            return Refusal.INVALID_TARGET;
        }
        request.setUri(target);
        return brokenHeaders(request.headers(), version, maxHeaders);
    }

    private static @Nullable Refusal brokenHeaders(HttpHeaders headers, HttpVersion version, int maxHeaders) {
        Refusal field = brokenField(headers, maxHeaders);
        if (field != null) {
            return field;
        }
        Refusal host = brokenHost(headers, version);
        if (host != null) {
            return host;
        }
        Refusal framing = brokenFraming(headers, version);
        if (framing != null) {
            return framing;
        }
        if (version.equals(HttpVersion.HTTP_1_0)) {
            endAfterOneAnswer(headers);
        }
        return brokenProtocol(headers);
    }

    @SuppressWarnings(
            "ReferenceEquality") // The server knows these two only, and no other instance, such as that of "http/1.1".
    private static boolean isServed(HttpVersion version) {
        return version == HttpVersion.HTTP_1_1 || version == HttpVersion.HTTP_1_0;
    }

    /** To an HTTP/1.0 client the end of an answer of unknown length is the connection's end. What else is named stays named. */
    private static void endAfterOneAnswer(HttpHeaders headers) {
        String named = Stream.of(String.join(",", headers.getAll(HttpHeaderNames.CONNECTION))
                        .split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty() && !HttpHeaderValues.KEEP_ALIVE.contentEqualsIgnoreCase(name))
                .collect(Collectors.joining(", "));
        headers.set(HttpHeaderNames.CONNECTION, named.isEmpty() ? "close" : named + ", close");
    }

    private static @Nullable Refusal brokenField(HttpHeaders headers, int maxHeaders) {
        int count = 0;
        int seen = 0;
        int claims = 0;
        for (var fields = headers.iteratorCharSequence(); fields.hasNext(); ) {
            Map.Entry<CharSequence, CharSequence> field = fields.next();
            CharSequence name = field.getKey();
            int single = FieldRules.singleBit(name);
            if (++count > maxHeaders) {
                return Refusal.HEADERS_TOO_LARGE;
            }
            if (!FieldRules.isName(name) || !FieldRules.isValue(field.getValue()) || (seen & single) != 0) {
                return Refusal.MALFORMED_REQUEST;
            }
            seen |= single;
            claims |= FieldRules.claimBit(name);
        }
        if (claims != 0) {
            headers.set(ForgedHeaders.MARK, FieldRules.claims(claims));
        }
        return null;
    }

    private static @Nullable Refusal brokenProtocol(HttpHeaders headers) {
        String upgrade = headers.get(HttpHeaderNames.UPGRADE);
        if (upgrade != null && !upgrade.equalsIgnoreCase("websocket")) {
            return Refusal.UPGRADE_NOT_SUPPORTED;
        }
        String expected = headers.get(HttpHeaderNames.EXPECT);
        return expected == null || expected.equalsIgnoreCase("100-continue") ? null : Refusal.EXPECTATION_FAILED;
    }

    private static @Nullable Refusal brokenHost(HttpHeaders headers, HttpVersion version) {
        List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
        if (hosts.isEmpty()) {
            return version.equals(HttpVersion.HTTP_1_0) ? null : Refusal.INVALID_HOST;
        }
        return hosts.size() == 1 && FieldRules.isHost(hosts.getFirst()) ? null : Refusal.INVALID_HOST;
    }

    private static @Nullable Refusal brokenFraming(HttpHeaders headers, HttpVersion version) {
        if (!headers.contains(HttpHeaderNames.TRANSFER_ENCODING) && !headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
            return null;
        }
        List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        List<String> lengths = headers.getAll(HttpHeaderNames.CONTENT_LENGTH);
        if (!codings.isEmpty()) {
            boolean chunked = codings.size() == 1 && codings.getFirst().equalsIgnoreCase("chunked");
            boolean alone = lengths.isEmpty() && version.equals(HttpVersion.HTTP_1_1);
            return chunked && alone ? null : Refusal.AMBIGUOUS_LENGTH;
        }
        boolean clear = lengths.isEmpty() || (lengths.size() == 1 && FieldRules.isLength(lengths.getFirst()));
        return clear ? null : Refusal.AMBIGUOUS_LENGTH;
    }
}
