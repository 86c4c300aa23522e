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
        for (byte b : bytes) {
            boolean endOfPair = afterReturn && b == '\n';
            afterReturn = b == '\r';
            if (b == '\r' || (b == '\n' && !endOfPair)) {
                endLine(events);
            } else if (b != '\n') {
                append(b);
            }
        }
        return events;
    }

    private void append(byte b) {
        if (line.size() + data.length() >= maxEventBytes) {
            throw new IllegalStateException("an event is longer than " + maxEventBytes + " bytes");
        }
        line.write(b);
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
