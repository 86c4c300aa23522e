package dev.tidepool.session.model;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a stream of server-sent events apart (WHATWG HTML, section 9.2.6), keeping only what our providers use: the data.
 * Works on bytes, so that a character split between two buffers is whole again. One per stream.
 */
final class SseParser {

    private final int maxEventBytes;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    private final StringBuilder data = new StringBuilder();
    private boolean hasData;
    private boolean afterReturn;

    SseParser(int maxEventBytes) {
        this.maxEventBytes = maxEventBytes;
    }

    /** The data of every event that these bytes complete. @throws IllegalStateException when one is too long */
    List<String> feed(byte[] bytes) {
        List<String> events = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            if (isEnd(bytes[at])) {
                boolean endOfPair = afterReturn && bytes[at] == '\n';
                afterReturn = bytes[at] == '\r';
                if (!endOfPair) {
                    endLine(events);
                }
                at++;
            } else {
                int end = endOfText(bytes, at);
                append(bytes, at, end - at);
                afterReturn = false;
                at = end;
            }
        }
        return events;
    }

    private static boolean isEnd(byte b) {
        return b == '\r' || b == '\n';
    }

    private static int endOfText(byte[] bytes, int from) {
        int end = from;
        while (end < bytes.length && !isEnd(bytes[end])) {
            end++;
        }
        return end;
    }

    private void append(byte[] bytes, int from, int length) {
        if (line.size() + data.length() + length > maxEventBytes) {
            throw new IllegalStateException("an event is longer than " + maxEventBytes + " bytes");
        }
        line.write(bytes, from, length);
    }

    private void endLine(List<String> events) {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (text.isEmpty()) {
            dispatch(events);
        } else if (text.startsWith("data:")) {
            if (hasData) {
                data.append('\n');
            }
            data.append(text, text.startsWith(" ", 5) ? 6 : 5, text.length());
            hasData = true;
        }
    }

    private void dispatch(List<String> events) {
        if (hasData) {
            events.add(data.toString());
        }
        data.setLength(0);
        hasData = false;
    }
}
