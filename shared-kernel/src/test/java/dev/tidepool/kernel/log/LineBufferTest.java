package dev.tidepool.kernel.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineBufferTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private final LineBuffer buffer = new LineBuffer(20_000);

    @Test
    void writesWhatTheConsoleWritesAsText() {
        assertThat(line(false, "/v1/sessions"))
                .matches(
                        "\\d\\d:\\d\\d:\\d\\d\\.007 INFO  \\[de\\.ti\\.request] event=request method=GET path=/v1/sessions"
                                + " status=200 bytes=12 micros=345 client=192.0.2.1 request=r-1 trace=0af7651916cd43dd8448eb211c80319c"
                                + " organization=o-1\n");
    }

    @Test
    void writesWhatTheConsoleWritesAsJson() {
        var json = new io.vertx.core.json.JsonObject(line(true, "/v1/sessions"));
        assertThat(json.getString("message"))
                .isEqualTo(
                        "event=request method=GET path=/v1/sessions status=200 bytes=12 micros=345 client=192.0.2.1");
        assertThat(json.getString("processName")).isEqualTo("session");
        assertThat(json.getString("loggerName")).isEqualTo("dev.tidepool.request");
        assertThat(java.time.OffsetDateTime.parse(json.getString("timestamp")).getNano())
                .isEqualTo(7_000_000);
        assertThat(json.getJsonObject("mdc").getString("requestId")).isEqualTo("r-1");
        assertThat(json.getJsonObject("mdc").getString("traceId")).isEqualTo(TRACE);
    }

    @Test
    void escapesWhatWouldEndALineOrAString() {
        var json = new io.vertx.core.json.JsonObject(line(true, "/a\"b\nc\u00e9"));
        assertThat(json.getString("message")).contains("path=/a\"b\nc\u00e9 ");
        assertThat(line(false, "/a\nb").lines()).hasSize(1);
    }

    @Test
    void losesAndCountsWhatFindsNoRoom() {
        for (int i = 0; i < 30; i++) {
            buffer.add(line -> line.plain("x".repeat(999)).plain("\n"));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(buffer.drainTo(out)).isEqualTo(10);
        assertThat(out.size()).isEqualTo(20_000);
        assertThat(buffer.drainTo(out)).as("told once").isZero();
    }

    @Test
    void breaksOnlyBetweenLines() {
        List<String> writes = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            buffer.add(line -> line.plain("y".repeat(999)).plain("\n"));
        }
        buffer.drainTo(new OutputStream() {
            @Override
            public void write(int one) {
                throw new AssertionError("byte by byte");
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                writes.add(new String(bytes, from, length, StandardCharsets.US_ASCII));
            }
        });
        assertThat(writes).hasSize(4).allMatch(text -> text.endsWith("\n") && text.length() <= 4096);
    }

    @Test
    void leavesOutAClientThatIsNotTold() {
        assertThat(line(false, "/v1/sessions", "")).contains(" micros=345 request=r-1");
    }

    private String line(boolean json, String path) {
        return line(json, path, "192.0.2.1");
    }

    private String line(boolean json, String path, String client) {
        LineFormat format = new LineFormat(json, "session");
        AccessLine entry = new AccessLine(
                "INFO",
                "event=request",
                "GET",
                path,
                200,
                12,
                345,
                "r-1",
                "o-1",
                client,
                TRACE,
                "b7ad6b7169203331",
                false);
        buffer.add(line -> format.append(line, entry, 1_700_000_000_007L));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        buffer.drainTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
