package dev.tidepool.gateway.support;

import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** Reads what comes with a {@code Content-Encoding}. */
public final class Encoded {

    private Encoded() {}

    /** One by one: a decoder that is asked for many waits until it has them, and one more. */
    public static String read(InputStream body, int bytes) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int next = body.read(); next >= 0; next = text.length() < bytes ? body.read() : -1) {
            text.append((char) next);
        }
        return text.toString();
    }

    public static InputStream decoding(String coding, InputStream body) throws IOException {
        return switch (coding) {
            case "gzip" -> new GZIPInputStream(body);
            case "br" -> {
                BrotliInputStream pieces = new BrotliInputStream(body);
                pieces.enableEagerOutput();
                yield pieces;
            }
            case "zstd" -> new ZstdInputStream(body);
            case "" -> body;
            default -> throw new IllegalArgumentException(coding);
        };
    }

    public static String decoded(String coding, byte[] body) {
        try (InputStream in = decoding(coding, new ByteArrayInputStream(body))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
