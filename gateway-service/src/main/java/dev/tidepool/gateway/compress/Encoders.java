package dev.tidepool.gateway.compress;

import com.aayushatharva.brotli4j.encoder.Encoder;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.compression.Brotli;
import io.netty.handler.codec.compression.BrotliEncoder;
import io.netty.handler.codec.compression.JdkZlibEncoder;
import io.netty.handler.codec.compression.ZlibWrapper;
import io.netty.handler.codec.compression.Zstd;
import io.netty.handler.codec.compression.ZstdEncoder;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.Set;
import org.jboss.logging.Logger;

/** Makes encoders of those codings whose libraries work on this platform: gzip is the JDK's, the others have native parts. */
@Singleton
class Encoders {

    private static final Logger LOG = Logger.getLogger(Encoders.class);

    /** 256 KiB back; the library's own default of 4 MiB would be each body's cost in memory. */
    private static final int BROTLI_WINDOW_BITS = 18;

    /** Bytes gathered before they are encoded; bounds what a body holds. */
    private static final int ZSTD_BLOCK = 64 * 1024;

    private final CompressionConfig config;
    private final Set<Coding> available;

    Encoders(CompressionConfig config) {
        this.config = config;
        EnumSet<Coding> working = EnumSet.noneOf(Coding.class);
        for (Coding coding : Coding.values()) {
            if (config.enabled() && works(coding)) {
                working.add(coding);
            }
        }
        this.available = working;
        LOG.infof("event=compression codings=%s", working);
    }

    /** In the order of preference. */
    Set<Coding> available() {
        return available;
    }

    BodyEncoder begin(Coding coding, Runnable ended) {
        return new BodyEncoder(handler(coding), ended);
    }

    /** A body encoded in one go. */
    Buffer whole(Coding coding, Buffer body) {
        BodyEncoder encoder = begin(coding, () -> {});
        try {
            return encoder.encode(body).appendBuffer(encoder.finish());
        } finally {
            encoder.discard();
        }
    }

    private ChannelHandler handler(Coding coding) {
        return switch (coding) {
            case ZSTD -> new ZstdEncoder(config.zstdLevel(), ZSTD_BLOCK, Integer.MAX_VALUE);
            case BROTLI ->
                new BrotliEncoder(new Encoder.Parameters()
                        .setQuality(config.brotliLevel())
                        .setWindow(BROTLI_WINDOW_BITS));
            case GZIP -> new JdkZlibEncoder(ZlibWrapper.GZIP, config.gzipLevel());
        };
    }

    /** By trying it: a native part may be missing on this platform, or in a native image. */
    private boolean works(Coding coding) {
        if (!isLoaded(coding)) {
            LOG.infof("event=compression_missing coding=%s reason=library", coding.wireName());
            return false;
        }
        try {
            BodyEncoder encoder = begin(coding, () -> {});
            int bytes = encoder.encode(Buffer.buffer("tidepool")).length()
                    + encoder.finish().length();
            return bytes > 0;
        } catch (LinkageError | RuntimeException missing) {
            LOG.warnf("event=compression_missing coding=%s reason=%s", coding.wireName(), missing);
            return false;
        }
    }

    /** Asking loads the library. */
    private static boolean isLoaded(Coding coding) {
        return switch (coding) {
            case ZSTD -> Zstd.isAvailable();
            case BROTLI -> Brotli.isAvailable();
            case GZIP -> true;
        };
    }
}
