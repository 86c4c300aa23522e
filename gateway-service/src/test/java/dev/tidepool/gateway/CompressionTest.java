package dev.tidepool.gateway;

import static dev.tidepool.gateway.support.Gateway.as;
import static dev.tidepool.gateway.support.Gateway.authorized;
import static dev.tidepool.gateway.support.Gateway.header;
import static dev.tidepool.gateway.support.Gateway.json;
import static dev.tidepool.gateway.support.Gateway.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.support.Encoded;
import dev.tidepool.gateway.support.Gateway;
import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Person;
import dev.tidepool.gateway.support.RawClient;
import dev.tidepool.gateway.support.StandInService;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.Slow;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
@Slow
class CompressionTest {

    private static final String ORDER = "/v1/sessions/1/to-order";
    private static final String SENTENCE = "tide";

    @BeforeEach
    void startService() {
        StandInService.SESSION.start();
    }

    @ParameterizedTest
    @CsvSource({
        "gzip,gzip,4000,",
        "br,br,4000,",
        "zstd,zstd,4000,",
        "gzip,gzip,1024,",
        "gzip,gzip,400000,",
        "br,br,400000,",
        "zstd,zstd,400000,",
        "gzip,gzip,400000,&chunked=1",
        "br,br,400000,&chunked=1",
        "zstd,zstd,400000,&chunked=1",
        "'gzip;q=0.2, br;q=0.7',br,4000,",
        "'gzip, deflate, br, zstd',zstd,4000,"
    })
    void compressesWithWhatTheClientLikesBest(String accepted, String coding, int bytes, String more) {
        HttpResponse<byte[]> answer = get(accepted, "?bytes=" + bytes + (more == null ? "" : more));
        assertThat(header(answer, "content-encoding")).isEqualTo(coding);
        assertThat(answer.headers().allValues("vary")).contains("accept-encoding");
        assertThat(answer.body().length).isLessThan(bytes / 4);
        assertThat(Encoded.decoded(coding, answer.body())).isEqualTo(SENTENCE.repeat(bytes / 4));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?bytes=1020",
                "?bytes=1020&chunked=1",
                "?bytes=4000&type=image/png",
                "?bytes=4000&type=application/octet-stream",
                "?bytes=4000&type=application/zip",
                "?bytes=4000&header=Cache-Control:public,no-transform",
                "?bytes=4000&type=text/event-stream&chunked=1",
                "?bytes=4000&type=application/x-ndjson&chunked=1",
                "?bytes=4000&status=206&header=Content-Range:bytes%200-3999/8000"
            })
    void leavesAsItIsWhatGainsNothing(String order) {
        HttpResponse<byte[]> answer = get("gzip, br, zstd", order);
        assertThat(header(answer, "content-encoding")).isEmpty();
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).startsWith(SENTENCE);
    }

    @Test
    void passesOnWhatTheServiceHasEncodedItself() {
        HttpResponse<byte[]> answer = get("gzip, br", "?bytes=4000&header=Content-Encoding:br");
        assertThat(header(answer, "content-encoding")).isEqualTo("br");
        assertThat(answer.body()).hasSize(4000);
    }

    @Test
    void doesNotCompressUnasked() {
        HttpResponse<byte[]> plain = get("identity", "?bytes=4000");
        assertThat(header(plain, "content-encoding")).isEmpty();
        assertThat(header(plain, "content-length")).isEqualTo("4000");
        assertThat(plain.headers().allValues("vary"))
                .as("a cache must know that there are others")
                .contains("accept-encoding");
    }

    @Test
    void answersAHeadWithoutABody() {
        HttpResponse<String> answer = send(authorized(ORDER + "?bytes=4000")
                .header("Accept-Encoding", "gzip")
                .HEAD());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "content-encoding")).isEmpty();
    }

    @Test
    void weakensAStrongTagAndKeepsAWeakOne() {
        assertThat(header(get("gzip", "?bytes=4000&header=ETag:%22a%22"), "etag"))
                .isEqualTo("W/\"a\"");
        assertThat(header(get("gzip", "?bytes=4000&header=ETag:W/%22a%22"), "etag"))
                .isEqualTo("W/\"a\"");
        assertThat(header(get("identity", "?bytes=4000&header=ETag:%22a%22"), "etag"))
                .isEqualTo("\"a\"");
    }

    @Test
    void relaysAnEventStreamAsItComesThoughTheClientTakesGzip() throws IOException {
        HttpResponse<InputStream> answer =
                open(json(authorized("/v1/chat/completions"), "POST", "{}"), "gzip, br, zstd");
        HttpServerResponse stream = StandInService.SESSION.nextStream();
        try (InputStream body = answer.body()) {
            assertThat(Encoded.read(body, 13)).isEqualTo("data: first\n\n");
            stream.end();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "zstd"})
    void passesEveryPieceOfACompressedStreamOnAsItComes(String coding) throws IOException {
        HttpResponse<InputStream> answer = open(authorized(ORDER + "?bytes=4000&open=1"), coding);
        assertThat(header(answer, "content-encoding")).isEqualTo(coding);
        HttpServerResponse stream = StandInService.SESSION.nextStream();
        try (InputStream body = Encoded.decoding(coding, answer.body())) {
            assertThat(Encoded.read(body, 4000)).isEqualTo(SENTENCE.repeat(1000));
            stream.write("and more");
            assertThat(Encoded.read(body, 8)).isEqualTo("and more");
            stream.end("the end");
            assertThat(Encoded.read(body, 100)).isEqualTo("the end");
        }
    }

    @Test
    void doesNotHoldBackForLongWhatBeginsShort() throws IOException {
        HttpResponse<InputStream> answer = open(authorized(ORDER + "?bytes=400&open=1"), "gzip");
        HttpServerResponse stream = StandInService.SESSION.nextStream();
        try (InputStream body = Encoded.decoding(header(answer, "content-encoding"), answer.body())) {
            assertThat(Encoded.read(body, 400)).isEqualTo(SENTENCE.repeat(100));
            stream.end(SENTENCE.repeat(1000));
            assertThat(Encoded.read(body, 8000)).isEqualTo(SENTENCE.repeat(1000));
        }
    }

    @Test
    void holdsNothingOnceAllIsSent() {
        get("br", "?bytes=400000&chunked=1");
        Eventually.within(
                Duration.ofSeconds(5),
                () -> assertThat(send(HttpRequest.newBuilder(Gateway.managementUri("/q/metrics")))
                                .body())
                        .contains("tidepool_compression_active 0.0"));
    }

    @ParameterizedTest
    @CsvSource({
        "gzip,/v1/audit?limit=100,items",
        "br,/v1/audit?limit=100,items",
        "zstd,/v1/audit?limit=100,items",
        "gzip,/v1/audit/export?format=json,login.succeeded",
        "br,/v1/audit/export?format=csv,login.succeeded",
        "zstd,/v1/audit/export?format=csv,login.succeeded"
    })
    void compressesWhatTheGatewayTellsOfItself(String coding, String path, String part) {
        Person person = withAHistory();
        for (int times = 0; times < 3; times++) {
            HttpResponse<byte[]> answer = get(as(person.access(), path), coding);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(header(answer, "content-encoding")).isEqualTo(coding);
            assertThat(Encoded.decoded(coding, answer.body()))
                    .contains(part)
                    .isEqualTo(new String(
                            get(as(person.access(), path), "identity").body(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void leavesAsItIsWhatTheGatewayTellsBriefly() {
        HttpResponse<byte[]> answer = get(authorized("/v1/audit?limit=1&type=none.such"), "gzip");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "content-encoding")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "zstd"})
    void compressesTheDocumentationsScripts(String coding) {
        String script = "/api/docs/swagger-ui-bundle.js";
        HttpResponse<byte[]> plain = get(authorized(script), "identity");
        assertThat(plain.body().length).isGreaterThan(1_000_000);
        for (int times = 0; times < 2; times++) {
            HttpResponse<byte[]> answer = get(authorized(script), coding);
            assertThat(header(answer, "content-encoding")).isEqualTo(coding);
            assertThat(answer.headers().allValues("vary")).containsOnlyOnce("accept-encoding");
            assertThat(answer.body().length).isLessThan(600_000);
            assertThat(Encoded.decoded(coding, answer.body()))
                    .isEqualTo(new String(plain.body(), StandardCharsets.UTF_8));
            assertThat(get(authorized(script).header("If-None-Match", header(answer, "etag")), coding)
                            .statusCode())
                    .isEqualTo(304);
        }
    }

    @Test
    void leavesAsItIsWhatTheGatewayStreamsBriefly() {
        HttpResponse<byte[]> answer = get(authorized("/v1/audit/export?format=csv&type=none.such"), "gzip");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "transfer-encoding")).isEqualTo("chunked");
        assertThat(header(answer, "content-encoding")).isEmpty();
    }

    @Test
    void answersAPipelinedRequestAfterACompressedOne() {
        String get = " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                + withAHistory().access() + "\r\n";
        String answers = RawClient.exchange("GET /v1/audit/export?format=csv" + get + "Accept-Encoding: gzip\r\n\r\n"
                + "GET /v1/auth/me" + get + "Connection: close\r\n\r\n");
        assertThat(RawClient.header(answers, "content-encoding")).isEqualTo("gzip");
        String second = answers.substring(answers.lastIndexOf("HTTP/1.1 200 "));
        assertThat(RawClient.header(second, "content-encoding")).isEmpty();
        assertThat(second).endsWith("}");
        assertThat(answers).contains("\r\n0\r\n\r\nHTTP/1.1 200 ");
    }

    /** Whose audit trail is longer than what is not worth compressing. */
    private static Person withAHistory() {
        Person person = Person.registered();
        for (int times = 0; times < 6; times++) {
            person = person.loggedInAgain();
        }
        return person;
    }

    private static HttpResponse<byte[]> get(String accepted, String order) {
        return get(authorized(ORDER + order), accepted);
    }

    private static HttpResponse<byte[]> get(HttpRequest.Builder request, String accepted) {
        return exchange(request, accepted, BodyHandlers.ofByteArray());
    }

    private static HttpResponse<InputStream> open(HttpRequest.Builder request, String accepted) {
        return exchange(request, accepted, BodyHandlers.ofInputStream());
    }

    private static <T> HttpResponse<T> exchange(
            HttpRequest.Builder request, String accepted, HttpResponse.BodyHandler<T> body) {
        try {
            return Gateway.client()
                    .send(
                            request.timeout(Duration.ofSeconds(20))
                                    .header("Accept-Encoding", accepted)
                                    .build(),
                            body);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
