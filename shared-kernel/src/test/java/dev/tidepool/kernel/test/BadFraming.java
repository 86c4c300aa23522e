package dev.tidepool.kernel.test;

import java.util.stream.Stream;

/** Requests whose end servers see in different places: what one takes for a body is the next request to another. */
public final class BadFraming {

    /** Among the arguments of a test: {@code @MethodSource(BadFraming.HEADERS)}. */
    public static final String HEADERS = "dev.tidepool.kernel.test.BadFraming#headers";

    public static final String CHUNKS = "dev.tidepool.kernel.test.BadFraming#chunks";

    private BadFraming() {}

    /** Lines of a head that leave a body's length in doubt. */
    public static Stream<String> headers() {
        return Stream.of(
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                "Content-Length: 5\r\nContent-Length: 6\r\n",
                "Content-Length: +5\r\n",
                "Transfer-Encoding: identity\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Transfer-Encoding: chunked, identity\r\n",
                "Transfer-Encoding : chunked\r\n",
                "Transfer-Encoding:\r\n chunked\r\n",
                "X-A: b\nTransfer-Encoding: chunked\r\n",
                "X-A: b\rTransfer-Encoding: chunked\r\n",
                "X-A: b\r\n folded\r\n",
                "X A: b\r\n");
    }

    /** Bodies in chunks that are none, as far as their end. */
    public static Stream<String> chunks() {
        return Stream.of(
                "hello\r\n0\r\n\r\n",
                "-5\r\nhello\r\n0\r\n\r\n",
                "FFFFFFFFFFFFFFFFFF\r\nhello\r\n0\r\n\r\n",
                "5\r\nhelloX\r\n0\r\n\r\n",
                "5\nhello\r\n0\r\n\r\n",
                "5;a\rb\r\nhello\r\n0\r\n\r\n",
                "5\r6\r\nhello\r\n0\r\n\r\n",
                "5\0junk\r\nhello\r\n0\r\n\r\n",
                "5 junk\r\nhello\r\n0\r\n\r\n",
                " 5\r\nhello\r\n0\r\n\r\n",
                "2\r\n{}\r\n0\r\nX A: b\r\n\r\n");
    }
}
