package dev.tidepool.gateway.compress;

/** A content coding, the one to be preferred first: of two that a client likes equally, the cheaper for what it saves. */
public enum Coding {
    ZSTD("zstd"),
    BROTLI("br"),
    GZIP("gzip");

    private final String wireName;

    Coding(String wireName) {
        this.wireName = wireName;
    }

    /** As in {@code Content-Encoding}. */
    public String wireName() {
        return wireName;
    }
}
