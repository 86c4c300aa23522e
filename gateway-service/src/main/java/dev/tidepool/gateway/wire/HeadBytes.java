package dev.tidepool.gateway.wire;

import io.netty.buffer.ByteBuf;

/**
 * What of a request's head can be seen in its bytes only, because decoding is lenient and forgets it: line ends that are not CR LF,
 * folded lines, odd spacing of the request line. Others on the way might read such a head differently. Pure.
 */
final class HeadBytes {

    private HeadBytes() {}

    /**
     * @param bytes what has come of the head and was not decoded yet: begins with a line
     * @param first whether that line is the request line
     * @return whether all of it, up to the empty line, is as RFC 9112 has it
     */
    static boolean areStrict(ByteBuf bytes, boolean first) {
        int at = bytes.readerIndex();
        int end = bytes.writerIndex();
        if (first) {
            int line = lineEnd(bytes, at, end);
            if (!isRequestLine(bytes, at, line < 0 ? end : line, line >= 0)) {
                return false;
            }
            if (line < 0) {
                return true;
            }
            at = line + 1;
        }
        return areStrictFields(bytes, at, end);
    }

    private static boolean areStrictFields(ByteBuf bytes, int begin, int end) {
        for (int at = begin; at < end; ) {
            byte head = bytes.getByte(at);
            if (head == ' ' || head == '\t') {
                return false;
            }
            int line = lineEnd(bytes, at, end);
            if (!isCleanLine(bytes, at, line < 0 ? end : line, line >= 0)) {
                return false;
            }
            if (line < 0 || line == at + 1) {
                return true;
            }
            at = line + 1;
        }
        return true;
    }

    private static int lineEnd(ByteBuf bytes, int at, int end) {
        return bytes.indexOf(at, end, (byte) '\n');
    }

    /** A method, a target and a version with single spaces between. */
    private static boolean isRequestLine(ByteBuf bytes, int begin, int end, boolean whole) {
        int spaces = 0;
        for (int at = begin; at < end; at++) {
            byte b = bytes.getByte(at);
            if (b == ' ') {
                spaces++;
                if (at == begin || bytes.getByte(at - 1) == ' ') {
                    return false;
                }
            } else if (b < ' ' && !(b == '\r' && at == end - 1)) {
                // Java's bytes are signed: this refuses all beyond ASCII as well.
                return false;
            }
        }
        return spaces <= 2 && (!whole || (spaces == 2 && endsWithReturn(bytes, begin, end)));
    }

    private static boolean isCleanLine(ByteBuf bytes, int begin, int end, boolean whole) {
        int last = whole ? end - 1 : end;
        int strayReturn = bytes.indexOf(begin, last, (byte) '\r');
        boolean clean = strayReturn < 0 || (!whole && strayReturn == end - 1);
        return clean && (!whole || endsWithReturn(bytes, begin, end));
    }

    private static boolean endsWithReturn(ByteBuf bytes, int begin, int end) {
        return end > begin && bytes.getByte(end - 1) == '\r';
    }
}
