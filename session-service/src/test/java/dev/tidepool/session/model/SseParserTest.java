package dev.tidepool.session.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SseParserTest {

    private static final String STREAM =
            ": a comment\n\ndata: {\"a\":\"\u00e9\ud83c\udf0a\"}\n\nevent: x\r\ndata:one\r\ndata: two\r\n\r\nid: 5\rdata:  padded\r\rdata: cut";

    private static final List<String> EVENTS = List.of("{\"a\":\"\u00e9\ud83c\udf0a\"}", "one\ntwo", " padded");

    @Test
    void readsEventsWithAnyLineEnd() {
        assertThat(new SseParser(1000).feed(STREAM.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(EVENTS);
    }

    @Test
    void readsTheSameHoweverTheBytesAreSplit() {
        byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);
        SseParser parser = new SseParser(1000);
        List<String> events = new ArrayList<>();
        for (byte each : bytes) {
            events.addAll(parser.feed(new byte[] {each}));
        }
        assertThat(events).isEqualTo(EVENTS);
    }

    @Test
    void refusesAnEventWithoutEnd() {
        SseParser parser = new SseParser(100);
        assertThatThrownBy(() -> parser.feed("x".repeat(101).getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("longer than 100");
    }
}
