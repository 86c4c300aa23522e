package dev.tidepool.gateway.wire;

import io.netty.buffer.ByteBuf;

/**
 * What of a chunked body can be seen in its bytes only (RFC 9112, section 7.1): the decoder takes as a chunk's size whatever begins
 * with digits and forgets the rest of the line, where others might see a line's end or another size. Of one connection; looks at the
 * bytes that the decoder has just taken.
 */
final class ChunkBytes {

    private State state = State.SIZE_BEGIN;
    private long size;
    private boolean quoted;
    private boolean escaped;

    private enum State {
        SIZE_BEGIN,
        SIZE,
        EXTENSION,
        SIZE_LF,
        DATA,
        DATA_CR,
        DATA_LF,
        TRAILER_BEGIN,
        TRAILER,
        TRAILER_LF,
        END_LF,
        END,
        BROKEN
    }

    /** Another body begins. */
    void begin() {
        enter(State.SIZE_BEGIN);
    }

    /** @return false once something is not as it must be */
    boolean accept(ByteBuf bytes, int from, int to) {
        for (int at = from; at < to && state != State.BROKEN; ) {
            if (state == State.DATA) {
                long skipped = Math.min(size, to - at);
                size -= skipped;
                at += (int) skipped;
                state = size == 0 ? State.DATA_CR : State.DATA;
            } else {
                state = after(bytes.getByte(at));
                at++;
            }
        }
        return state != State.BROKEN;
    }

    private State after(byte b) {
        return switch (state) {
            case SIZE_BEGIN -> digit(b) < 0 ? State.BROKEN : afterSize(b);
            case SIZE -> afterSize(b);
            case EXTENSION -> afterExtension(b);
            case SIZE_LF -> b == '\n' ? afterSizeLine() : State.BROKEN;
            case DATA_CR -> b == '\r' ? State.DATA_LF : State.BROKEN;
            case DATA_LF -> b == '\n' ? enter(State.SIZE_BEGIN) : State.BROKEN;
            case TRAILER_BEGIN -> b == ' ' || b == '\t' ? State.BROKEN : b == '\r' ? State.END_LF : afterTrailer(b);
            case TRAILER -> afterTrailer(b);
            case TRAILER_LF -> b == '\n' ? State.TRAILER_BEGIN : State.BROKEN;
            case END_LF -> b == '\n' ? State.END : State.BROKEN;
            case DATA, END, BROKEN -> State.BROKEN;
        };
    }

    private State enter(State next) {
        size = 0;
        quoted = false;
        escaped = false;
        state = next;
        return next;
    }

    private State afterSize(byte b) {
        int digit = digit(b);
        if (digit >= 0) {
            size = size * 16 + digit;
            // The decoder's own limit: an int.
            return size > Integer.MAX_VALUE ? State.BROKEN : State.SIZE;
        }
        return switch (b) {
            case ';' -> State.EXTENSION;
            case '\r' -> State.SIZE_LF;
            default -> State.BROKEN;
        };
    }

    /** A line's end within a quoted string would be one to some and none to others. */
    private State afterExtension(byte b) {
        if (b == '\r') {
            return quoted ? State.BROKEN : State.SIZE_LF;
        }
        if (b != '\t' && (b < ' ' || b == 0x7f)) {
            return State.BROKEN;
        }
        if (escaped) {
            escaped = false;
        } else if (b == '"') {
            quoted = !quoted;
        } else {
            escaped = quoted && b == '\\';
        }
        return State.EXTENSION;
    }

    private State afterSizeLine() {
        return size == 0 ? State.TRAILER_BEGIN : State.DATA;
    }

    private static State afterTrailer(byte b) {
        return switch (b) {
            case '\r' -> State.TRAILER_LF;
            case '\n' -> State.BROKEN;
            default -> State.TRAILER;
        };
    }

    private static int digit(byte b) {
        return Character.digit(b, 16);
    }
}
