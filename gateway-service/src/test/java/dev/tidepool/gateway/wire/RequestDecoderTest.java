package dev.tidepool.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.problem.Problem;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpServerOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes in, and what the server makes of them: each case whole and byte by byte. */
class RequestDecoderTest {

    private static final String HOST = "Host: gateway\r\n";

    static Stream<Arguments> refusedHeads() {
        return Stream.of(
                refused(
                        "both lengths",
                        Refusal.AMBIGUOUS_LENGTH,
                        post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n")),
                refused(
                        "both, other order",
                        Refusal.AMBIGUOUS_LENGTH,
                        post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n")),
                refused("two lengths", Refusal.MALFORMED_REQUEST, post("Content-Length: 5\r\nContent-Length: 6\r\n")),
                refused(
                        "the same length twice",
                        Refusal.MALFORMED_REQUEST,
                        post("Content-Length: 5\r\nContent-Length: 5\r\n")),
                refused("a list of lengths", Refusal.MALFORMED_REQUEST, post("Content-Length: 5, 5\r\n")),
                refused("signed length", Refusal.MALFORMED_REQUEST, post("Content-Length: +5\r\n")),
                refused("negative length", Refusal.MALFORMED_REQUEST, post("Content-Length: -5\r\n")),
                refused("hexadecimal length", Refusal.MALFORMED_REQUEST, post("Content-Length: 0x5\r\n")),
                refused("empty length", Refusal.MALFORMED_REQUEST, post("Content-Length: \r\n")),
                refused("huge length", Refusal.MALFORMED_REQUEST, post("Content-Length: 99999999999999999999\r\n")),
                refused("identity", Refusal.AMBIGUOUS_LENGTH, post("Transfer-Encoding: identity\r\n")),
                refused("xchunked", Refusal.AMBIGUOUS_LENGTH, post("Transfer-Encoding: xchunked\r\n")),
                refused("chunked twice", Refusal.AMBIGUOUS_LENGTH, post("Transfer-Encoding: chunked, chunked\r\n")),
                refused(
                        "chunked, identity",
                        Refusal.AMBIGUOUS_LENGTH,
                        post("Transfer-Encoding: chunked, identity\r\n")),
                refused("gzip, chunked", Refusal.AMBIGUOUS_LENGTH, post("Transfer-Encoding: gzip, chunked\r\n")),
                refused(
                        "two codings",
                        Refusal.AMBIGUOUS_LENGTH,
                        post("Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n")),
                refused("quoted coding", Refusal.AMBIGUOUS_LENGTH, post("Transfer-Encoding: \"chunked\"\r\n")),
                refused("tab in coding", Refusal.MALFORMED_REQUEST, post("Transfer-Encoding: \u000bchunked\r\n")),
                refused(
                        "chunked in HTTP/1.0",
                        Refusal.AMBIGUOUS_LENGTH,
                        "POST / HTTP/1.0\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n"),
                refused("folded header", Refusal.MALFORMED_REQUEST, get("X-A: b\r\n c\r\n")),
                refused("folded by a tab", Refusal.MALFORMED_REQUEST, get("X-A: b\r\n\tc\r\n")),
                refused(
                        "space ahead of the first header",
                        Refusal.MALFORMED_REQUEST,
                        "GET / HTTP/1.1\r\n " + HOST + "\r\n"),
                refused("space before colon", Refusal.MALFORMED_REQUEST, get("X-A : b\r\n")),
                refused(
                        "space before colon of the coding",
                        Refusal.MALFORMED_REQUEST,
                        post("Transfer-Encoding : chunked\r\n")),
                refused("no colon", Refusal.MALFORMED_REQUEST, get("X-A\r\n")),
                refused("no name", Refusal.MALFORMED_REQUEST, get(": b\r\n")),
                refused("space in a name", Refusal.MALFORMED_REQUEST, get("X A: b\r\n")),
                refused("odd sign in a name", Refusal.MALFORMED_REQUEST, get("X(A): b\r\n")),
                refused("null in a value", Refusal.MALFORMED_REQUEST, get("X-A: b\u0000c\r\n")),
                refused("bare CR in a value", Refusal.MALFORMED_REQUEST, get("X-A: b\rc\r\n")),
                refused(
                        "bare CR as line end",
                        Refusal.MALFORMED_REQUEST,
                        get("X-A: b\rTransfer-Encoding: chunked\r\n")),
                refused("bare LF as line end", Refusal.MALFORMED_REQUEST, get("X-A: b\nX-B: c\r\n")),
                refused("LF only", Refusal.MALFORMED_REQUEST, "GET / HTTP/1.1\nHost: gateway\n\n"),
                refused("LF at the end", Refusal.MALFORMED_REQUEST, "GET / HTTP/1.1\r\n" + HOST + "\n"),
                refused("two spaces", Refusal.MALFORMED_REQUEST, "GET  / HTTP/1.1\r\n" + HOST + "\r\n"),
                refused("tab", Refusal.MALFORMED_REQUEST, "GET\t/\tHTTP/1.1\r\n" + HOST + "\r\n"),
                refused("space ahead", Refusal.MALFORMED_REQUEST, " GET / HTTP/1.1\r\n" + HOST + "\r\n"),
                refused("space behind", Refusal.MALFORMED_REQUEST, "GET / HTTP/1.1 \r\n" + HOST + "\r\n"),
                refused("no version", Refusal.MALFORMED_REQUEST, "GET /\r\n" + HOST + "\r\n"),
                refused("null ahead", Refusal.MALFORMED_REQUEST, "\u0000GET / HTTP/1.1\r\n" + HOST + "\r\n"),
                refused(
                        "TLS to the plain port",
                        Refusal.MALFORMED_REQUEST,
                        "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n"),
                refused("HTTP/2", Refusal.VERSION_NOT_SUPPORTED, "GET / HTTP/2.0\r\n" + HOST + "\r\n"),
                refused("lower-case version", Refusal.VERSION_NOT_SUPPORTED, "GET / http/1.1\r\n" + HOST + "\r\n"),
                refused("HTTP/1.2", Refusal.VERSION_NOT_SUPPORTED, "GET / HTTP/1.2\r\n" + HOST + "\r\n"),
                refused("preface of HTTP/2", Refusal.METHOD_NOT_IMPLEMENTED, "PRI * HTTP/2.0\r\n\r\n"),
                refused("lower case", Refusal.METHOD_NOT_IMPLEMENTED, "get / HTTP/1.1\r\n" + HOST + "\r\n"),
                refused("TRACE", Refusal.METHOD_NOT_IMPLEMENTED, "TRACE / HTTP/1.1\r\n" + HOST + "\r\n"),
                refused("CONNECT", Refusal.METHOD_NOT_IMPLEMENTED, "CONNECT gateway:80 HTTP/1.1\r\n" + HOST + "\r\n"),
                refused("absolute form", Refusal.INVALID_TARGET, "GET http://gateway/ HTTP/1.1\r\n" + HOST + "\r\n"),
                refused("asterisk", Refusal.INVALID_TARGET, "OPTIONS * HTTP/1.1\r\n" + HOST + "\r\n"),
                refused("no slash", Refusal.INVALID_TARGET, "GET v1 HTTP/1.1\r\n" + HOST + "\r\n"),
                refused("no host", Refusal.INVALID_HOST, "GET / HTTP/1.1\r\n\r\n"),
                refused("two hosts", Refusal.INVALID_HOST, get("Host: other\r\n")),
                refused("the same host twice", Refusal.INVALID_HOST, get(HOST)),
                refused("empty host", Refusal.INVALID_HOST, "GET / HTTP/1.1\r\nHost:\r\n\r\n"),
                refused("two names in a host", Refusal.INVALID_HOST, "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n"),
                refused("user in a host", Refusal.INVALID_HOST, "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n"),
                refused("path in a host", Refusal.INVALID_HOST, "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"),
                refused(
                        "h2c",
                        Refusal.UPGRADE_NOT_SUPPORTED,
                        get("Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n")),
                refused(
                        "another expectation",
                        Refusal.EXPECTATION_FAILED,
                        post("Content-Length: 1\r\nExpect: tea\r\n")),
                refused("two credentials", Refusal.MALFORMED_REQUEST, get("Authorization: a\r\nAuthorization: b\r\n")),
                refused(
                        "two content types",
                        Refusal.MALFORMED_REQUEST,
                        post("Content-Length: 0\r\nContent-Type: a/b\r\ncontent-type: c/d\r\n")),
                refused("too many headers", Refusal.HEADERS_TOO_LARGE, get("X-A: b\r\n".repeat(20))),
                refused("too long a header", Refusal.HEADERS_TOO_LARGE, get("X-A: " + "b".repeat(2000) + "\r\n")),
                refused(
                        "too long a target",
                        Refusal.TARGET_TOO_LONG,
                        "GET /" + "a".repeat(600) + " HTTP/1.1\r\n" + HOST + "\r\n"));
    }

    static Stream<Arguments> refusedBodies() {
        return Stream.of(
                Arguments.of("no size", "hello\r\n"),
                Arguments.of("signed size", "+5\r\nhello\r\n0\r\n\r\n"),
                Arguments.of("negative size", "-5\r\nhello\r\n0\r\n\r\n"),
                Arguments.of("prefixed size", "0x5\r\nhello\r\n0\r\n\r\n"),
                Arguments.of("overlong size", "FFFFFFFFFFFFFFFF1\r\nhello\r\n"),
                Arguments.of("size beyond an int", "80000000\r\nhello\r\n"),
                Arguments.of("empty size", "\r\nhello\r\n0\r\n\r\n"),
                Arguments.of("bytes beyond the chunk", "5\r\nhelloX\r\n0\r\n\r\n"),
                Arguments.of("bytes short of the chunk", "6\r\nhello\r\n0\r\n\r\n"),
                Arguments.of("LF after the size", "5\nhello\r\n0\r\n\r\n"),
                Arguments.of("LF after the chunk", "5\r\nhello\n0\r\n\r\n"),
                Arguments.of("CR in an extension", "5;a\rb\r\nhello\r\n0\r\n\r\n"),
                Arguments.of("CR in the size", "5\r6\r\nhello\r\n0\r\n\r\n"),
                Arguments.of("null after the size", "5\u0000junk\r\nhello\r\n0\r\n\r\n"),
                Arguments.of("space after the size", "5 junk\r\nhello\r\n0\r\n\r\n"),
                Arguments.of("space ahead of the size", " 5\r\nhello\r\n0\r\n\r\n"),
                Arguments.of("line's end in a quoted extension", "5;a=\"\r\nb\"\r\nhello\r\n0\r\n\r\n"),
                Arguments.of("CR in a trailer", "0\r\nX-A: b\rc\r\n\r\n"),
                Arguments.of("folded trailer", "0\r\nX-A: b\r\n c\r\n\r\n"),
                Arguments.of("flood of extensions", ("1;" + "a".repeat(400) + "\r\nx\r\n").repeat(30) + "0\r\n\r\n"),
                Arguments.of("long extension", "5;" + "a".repeat(600) + "\r\nhello\r\n0\r\n\r\n"),
                Arguments.of("malformed trailer", "0\r\nX A: b\r\n\r\n"),
                Arguments.of("long trailer", "0\r\nX-A: " + "b".repeat(2000) + "\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusedHeads")
    void refusesHead(String what, Refusal refusal, String bytes) {
        assertThat(refusalOf(decode(bytes, bytes.length()))).isEqualTo(refusal.name());
        assertThat(refusalOf(decode(bytes, 1))).as("byte by byte").isEqualTo(refusal.name());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusedBodies")
    void refusesBody(String what, String body) {
        String bytes = post("Transfer-Encoding: chunked\r\n") + body;
        for (int piece : new int[] {bytes.length(), 1}) {
            List<String> told = new ArrayList<>();
            BodyFailure failure = new BodyFailure();
            failure.enter(new BodyFailure.Listener() {
                @Override
                public void bodyFailed(Problem problem) {
                    told.add(problem.code().name());
                }

                @Override
                public void gone() {
                    told.add("gone");
                }
            });
            List<Object> messages = decode(bytes, piece, failure);
            assertThat(messages.getFirst()).isInstanceOf(HttpRequest.class);
            assertThat(messages.getLast()).as("no end of the body").isNotInstanceOf(LastHttpContent.class);
            assertThat(told).as("pieces of %d", piece).containsExactly("MALFORMED_BODY");
        }
    }

    @Test
    void readsNothingAfterARefusal() {
        List<Object> messages = decode(get("X A: b\r\n") + get(""), 1000);
        assertThat(messages.stream().filter(HttpRequest.class::isInstance)).hasSize(1);
    }

    @Test
    void decodesPipelinedRequestsUpToTheBadOne() {
        List<Object> messages = decode(get("") + get("") + get("X A: b\r\n") + get(""), 1000);
        List<HttpRequest> requests = messages.stream()
                .filter(HttpRequest.class::isInstance)
                .map(HttpRequest.class::cast)
                .toList();
        assertThat(requests).hasSize(3);
        assertThat(requests.getLast().headers().get(Refusal.MARK)).isEqualTo("MALFORMED_REQUEST");
    }

    @Test
    void decodesWhatIsWellFormed() {
        String bytes = "\r\n" + post("Transfer-Encoding: Chunked\r\nExpect: 100-continue\r\n")
                + "5;name=\"v;\\\"\";b\r\nhello\r\n00a\r\n0123456789\r\n0\r\nX-Trailer: a\r\n\r\n"
                + "POST /v1/%73essions?x=1 HTTP/1.1\r\nhost: gateway:8080\r\nContent-Length: 3\r\n\r\nabc"
                + "GET / HTTP/1.0\r\n\r\n";
        for (int piece : new int[] {bytes.length(), 1}) {
            List<Object> messages = decode(bytes, piece);
            assertThat(messages.stream().filter(HttpRequest.class::isInstance).map(m -> ((HttpRequest) m).uri()))
                    .containsExactly("/", "/v1/sessions?x=1", "/");
            assertThat(messages)
                    .allSatisfy(message -> assertThat(((io.netty.handler.codec.http.HttpObject) message)
                                    .decoderResult()
                                    .isSuccess())
                            .isTrue());
            assertThat(refusalOf(messages)).isNull();
        }
    }

    @Test
    void listsHeadersThatClaimAnIdentity() {
        List<Object> messages = decode(get("X-User-Id: 1\r\nX-Tidepool-Forged: none\r\nX-Session-Id: 2\r\n"), 1000);
        assertThat(((HttpRequest) messages.getFirst()).headers().getAll(ForgedHeaders.MARK))
                .containsExactly("x-tidepool-* x-user-*");
    }

    private static Arguments refused(String what, Refusal refusal, String bytes) {
        return Arguments.of(what, refusal, bytes);
    }

    private static String get(String headers) {
        return "GET / HTTP/1.1\r\n" + HOST + headers + "\r\n";
    }

    private static String post(String headers) {
        return "POST / HTTP/1.1\r\n" + HOST + headers + "\r\n";
    }

    private static String refusalOf(List<Object> messages) {
        return ((HttpRequest) messages.getFirst()).headers().get(Refusal.MARK);
    }

    private static List<Object> decode(String bytes, int piece) {
        return decode(bytes, piece, new BodyFailure());
    }

    private static List<Object> decode(String bytes, int piece, BodyFailure failure) {
        WireLimits limits =
                new WireLimits(Duration.ofSeconds(10), Duration.ofSeconds(30), 1024, Duration.ofSeconds(65), 20, 64);
        WireMetrics metrics = new WireMetrics(new SimpleMeterRegistry(), new ConnectionCount(1, 1));
        HttpServerOptions options =
                new HttpServerOptions().setMaxInitialLineLength(512).setMaxHeaderSize(1024);
        RequestDecoder decoder =
                new RequestDecoder(options, 20, new ConnectionWatch(limits, metrics, failure), metrics);
        EmbeddedChannel channel = new EmbeddedChannel(decoder);
        byte[] all = bytes.getBytes(StandardCharsets.ISO_8859_1);
        for (int at = 0; at < all.length; at += piece) {
            channel.writeInbound(Unpooled.copiedBuffer(all, at, Math.min(piece, all.length - at)));
        }
        List<Object> messages = new ArrayList<>(channel.inboundMessages());
        assertThat(messages).isNotEmpty();
        return messages;
    }
}
