package dev.tidepool.kernel.log;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lines of text on their way out: written by one event loop, taken by the log's thread. Both hold the monitor, briefly. The two
 * arrays grow to what the load needs, at most to the limit.
 */
final class LineBuffer {

    private static final int FIRST_BYTES = 8192;

    /** PIPE_BUF of Linux. */
    private static final int AT_ONCE = 4096;

    private final int limit;
    private byte[] filling = new byte[FIRST_BYTES];
    private byte[] spare = new byte[FIRST_BYTES];
    private int used;
    private long lost;

    LineBuffer(int limit) {
        this.limit = Math.max(FIRST_BYTES, limit);
    }

    /** Writes one line's text, which may be given up half-way. */
    interface Line {
        void appendTo(LineBuffer buffer);
    }

    /** @return whether from this line on much is waiting to be taken */
    synchronized boolean add(Line line) {
        int before = used;
        try {
            line.appendTo(this);
        } catch (ArrayIndexOutOfBoundsException full) {
            used = before;
            lost++;
        }
        return used > limit / 4 && before <= limit / 4;
    }

    /** Moves what is waiting to the stream. @return lines lost since the last time */
    long drainTo(OutputStream out) {
        byte[] taken;
        int length;
        long missing;
        synchronized (this) {
            taken = filling;
            length = used;
            missing = lost;
            filling = spare;
            spare = taken;
            used = 0;
            lost = 0;
        }
        try {
            for (int from = 0; from < length; ) {
                int to = endOfLines(taken, from, length);
                out.write(taken, from, to - from);
                out.flush();
                from = to;
            }
        } catch (IOException gone) {
            return missing + 1;
        }
        return missing;
    }

    /** Whole lines up to what a pipe takes at once: lines of other threads come between them, not into them. */
    private static int endOfLines(byte[] bytes, int from, int length) {
        if (length - from <= AT_ONCE) {
            return length;
        }
        int end = from + AT_ONCE;
        while (end > from && bytes[end - 1] != '\n') {
            end--;
        }
        for (end = end == from ? from + AT_ONCE : end; bytes[end - 1] != '\n'; end++) {
            // One line longer than a pipe takes at once.
        }
        return end;
    }

    LineBuffer raw(byte[] bytes) {
        room(bytes.length);
        System.arraycopy(bytes, 0, filling, used, bytes.length);
        used += bytes.length;
        return this;
    }

    /** Text that is known to be ASCII without quotes. */
    LineBuffer plain(String text) {
        int length = text.length();
        room(length);
        for (int i = 0; i < length; i++) {
            filling[used + i] = (byte) text.charAt(i);
        }
        used += length;
        return this;
    }

    LineBuffer number(long value) {
        if (value >= 10) {
            number(value / 10);
        }
        room(1);
        filling[used++] = (byte) ('0' + value % 10);
        return this;
    }

    /** Text from outside: what could end a line or a JSON string is escaped. */
    LineBuffer foreign(@Nullable String text) {
        if (text == null) {
            return this;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x20 && c < 0x7f && c != '"' && c != '\\') {
                room(1);
                filling[used++] = (byte) c;
            } else {
                plain("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    room(1);
                    filling[used++] = (byte) Character.forDigit(c >> shift & 15, 16);
                }
            }
        }
        return this;
    }

    private void room(int bytes) {
        if (used + bytes > limit) {
            throw new ArrayIndexOutOfBoundsException(limit);
        }
        if (used + bytes > filling.length) {
            filling = Arrays.copyOf(filling, Math.min(limit, 2 * (used + bytes)));
        }
    }
}
