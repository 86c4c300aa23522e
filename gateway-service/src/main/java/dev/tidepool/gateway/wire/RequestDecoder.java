package dev.tidepool.gateway.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes requests and refuses all that two servers might read differently. A refused head is replaced by a request that names its
 * {@link Refusal}; a body that goes wrong fails its request. Either way nothing more is read from the connection.
 */
final class RequestDecoder extends HttpRequestDecoder {

    /** What the framing of chunks may cost beyond the bytes they carry: sizes and line ends, but no floods of extensions. */
    private static final long FRAMING_BYTES = 8 * 1024;

    private static final int FRAMING_FACTOR = 16;

    private final int maxHeaders;
    private final ConnectionWatch watch;
    private final WireMetrics metrics;

    private boolean inHead = true;
    private boolean headBegun;
    private boolean refused;
    private boolean chunked;
    private final ChunkBytes chunks = new ChunkBytes();
    private long framingBytes;
    private long bodyBytes;

    RequestDecoder(HttpServerOptions options, int maxHeaders, ConnectionWatch watch, WireMetrics metrics) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(options.getMaxInitialLineLength())
                .setMaxHeaderSize(options.getMaxHeaderSize())
                .setMaxChunkSize(options.getMaxChunkSize())
                .setInitialBufferSize(options.getDecoderInitialBufferSize())
                .setAllowDuplicateContentLengths(false)
                .setStrictLineParsing(true));
        this.maxHeaders = maxHeaders;
        this.watch = watch;
        this.metrics = metrics;
    }

    /** Whether some of a request's head has come, but not all. */
    boolean isInHead() {
        return inHead && headBegun;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (!refused && message instanceof ByteBuf bytes) {
            watch.received(bytes.readableBytes());
        }
        super.channelRead(ctx, message);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (refused) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (inHead && !headBegun) {
            skipEmptyLines(in);
        }
        if (inHead && !HeadBytes.areStrict(in, !headBegun)) {
            in.skipBytes(in.readableBytes());
            refuseHead(out, Refusal.MALFORMED_REQUEST);
            return;
        }
        int decoded = out.size();
        int start = in.readerIndex();
        boolean body = !inHead;
        super.decode(ctx, in, out);
        int consumed = in.readerIndex() - start;
        if (body && chunked && !chunks.accept(in, start, in.readerIndex())) {
            dropFrom(out, decoded);
            refuseBody(Refusal.MALFORMED_BODY);
            return;
        }
        headBegun |= inHead && consumed > 0;
        check(out, decoded, body ? consumed : 0);
    }

    /** Whoever left in the middle of a request did not send one. */
    @Override
    protected void decodeLast(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        in.skipBytes(in.readableBytes());
    }

    /** A client may send an empty line or two ahead of a request. */
    private static void skipEmptyLines(ByteBuf in) {
        while (in.isReadable() && (in.getByte(in.readerIndex()) == '\r' || in.getByte(in.readerIndex()) == '\n')) {
            in.skipBytes(1);
        }
    }

    private void check(List<Object> out, int from, int consumed) {
        framingBytes += consumed;
        for (int i = from; i < out.size() && !refused; i++) {
            Object message = out.get(i);
            if (message instanceof HttpRequest request) {
                checkHead(request, out, i);
            } else if (message instanceof HttpContent content) {
                checkBody(content, out, i);
            }
        }
        if (!refused && framingBytes > FRAMING_BYTES + FRAMING_FACTOR * bodyBytes) {
            refuseBody(Refusal.MALFORMED_BODY);
        }
    }

    private void checkHead(HttpRequest request, List<Object> out, int at) {
        Refusal refusal = request.decoderResult().isSuccess()
                ? RequestRules.broken(request, maxHeaders)
                : refusalOf(request.decoderResult().cause());
        if (refusal != null) {
            dropFrom(out, at);
            refuseHead(out, refusal);
            return;
        }
        if (!watch.admitsRequest()) {
            dropFrom(out, at);
            refused = true;
            return;
        }
        inHead = false;
        headBegun = false;
        framingBytes = 0;
        bodyBytes = 0;
        chunked = HttpUtil.isTransferEncodingChunked(request);
        chunks.begin();
        watch.headEnded();
    }

    private void checkBody(HttpContent content, List<Object> out, int at) {
        if (!content.decoderResult().isSuccess()) {
            dropFrom(out, at);
            refuseBody(Refusal.MALFORMED_BODY);
            return;
        }
        int bytes = content.content().readableBytes();
        bodyBytes += bytes;
        framingBytes -= Math.min(bytes, framingBytes);
        if (content instanceof LastHttpContent) {
            inHead = true;
            watch.requestEnded();
        }
    }

    private static Refusal refusalOf(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException line -> Refusal.TARGET_TOO_LONG;
            case TooLongHttpHeaderException headers -> Refusal.HEADERS_TOO_LARGE;
            default -> Refusal.MALFORMED_REQUEST;
        };
    }

    private static void dropFrom(List<Object> out, int at) {
        while (out.size() > at) {
            ReferenceCountUtil.release(out.removeLast());
        }
    }

    private void refuseHead(List<Object> out, Refusal refusal) {
        refused(refusal);
        out.add(standIn(refusal));
        out.add(LastHttpContent.EMPTY_LAST_CONTENT);
        watch.headEnded();
        watch.requestEnded();
    }

    private void refuseBody(Refusal refusal) {
        refused(refusal);
        watch.bodyFailed(refusal.problem());
    }

    private void refused(Refusal refusal) {
        refused = true;
        metrics.refused(refusal);
        watch.tellRefused(refusal);
    }

    /**
     * Time is up: what has come of a head or a body is refused.
     *
     * @return false if it was refused before, and whoever sent it does not go
     */
    boolean timeOut(ChannelHandlerContext ctx) {
        if (refused) {
            return false;
        }
        refused(Refusal.REQUEST_TIMEOUT);
        if (inHead) {
            watch.headEnded();
            ctx.fireChannelRead(standIn(Refusal.REQUEST_TIMEOUT));
            ctx.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
            watch.requestEnded();
            ctx.fireChannelReadComplete();
        } else {
            watch.bodyFailed(Refusal.REQUEST_TIMEOUT.problem());
        }
        return true;
    }

    private static HttpRequest standIn(Refusal refusal) {
        HttpRequest request =
                new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/", HeadersMultiMap.httpHeaders());
        request.headers().set(HttpHeaderNames.HOST, "-");
        request.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        request.headers().set(Refusal.MARK, refusal.name());
        return request;
    }

    @Override
    protected HttpMessage createMessage(String[] line) {
        return new DefaultHttpRequest(
                HttpVersion.valueOf(line[2]), HttpMethod.valueOf(line[0]), line[1], HeadersMultiMap.httpHeaders());
    }

    @Override
    protected boolean isContentAlwaysEmpty(@Nullable HttpMessage message) {
        return false;
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        // Kept, so that the rules see it.
    }
}
