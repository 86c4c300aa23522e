package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A client of the Model Context Protocol that shows each answer as it came. */
record McpClient(Api api, String session) {

    private static final String ACCEPTED = "application/json, text/event-stream";

    /** With a session of its own. */
    static McpClient begin(Api api) {
        Answer begun = api.post("/v1/mcp", """
                {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},
                 "clientInfo":{"name":"skill_execute","version":"1"}}}""", Map.of("Accept", ACCEPTED)).expect(200);
        return new McpClient(api, begun.header("Mcp-Session-Id").orElseThrow());
    }

    /** @param arguments JSON */
    Answer call(String tool, String arguments) {
        return request("tools/call", "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}");
    }

    Answer request(String method, String params) {
        return api.post("/v1/mcp", message(method, params), headers());
    }

    /** The same in chunks: how long it is cannot be told before its end. */
    Answer requestInChunks(String method, String params) {
        byte[] body = message(method, params).getBytes(StandardCharsets.UTF_8);
        return api.send(
                "POST",
                "/v1/mcp",
                withType(),
                HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    Answer end() {
        return api.send("DELETE", "/v1/mcp", headers(), HttpRequest.BodyPublishers.noBody());
    }

    /** The stream of events, of which the first has come. */
    InputStream listen() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(api.url() + "/v1/mcp"))
                .header("Authorization", "Bearer " + api.credential())
                .header("Accept", "text/event-stream")
                .header("Mcp-Session-Id", session)
                .build();
        HttpResponse<InputStream> answer = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body().read()).isEqualTo(':');
        return answer.body();
    }

    List<String> tools() {
        return request("tools/list", "{}")
                .expect(200)
                .json()
                .at("/result/tools")
                .valueStream()
                .map(tool -> tool.path("name").asText())
                .toList();
    }

    private static String message(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"%s\",\"params\":%s}".formatted(method, params);
    }

    private Map<String, String> headers() {
        return Map.of("Accept", ACCEPTED, "Mcp-Session-Id", session);
    }

    private Map<String, String> withType() {
        return Map.of("Accept", ACCEPTED, "Mcp-Session-Id", session, "Content-Type", "application/json");
    }
}
