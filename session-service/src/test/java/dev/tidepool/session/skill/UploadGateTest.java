package dev.tidepool.session.skill;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.oneOf;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.kernel.test.Zips;
import dev.tidepool.session.Api;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How many archives are read at once. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
class UploadGateTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final Api one = Api.ofNewOrganization();
    private final Api two = Api.ofNewOrganization();
    private final Api three = Api.ofNewOrganization();

    @Test
    void fewArchivesAreReadAtOnceAndOneOfAnOrganization() throws IOException {
        try (Socket first = beginUpload(one)) {
            Eventually.within(SOON, () -> awaitBusy(one));
            upload(two).statusCode(201);
            try (Socket second = beginUpload(two)) {
                Eventually.within(SOON, () -> awaitBusy(three));
            }
        }
        Eventually.within(SOON, () -> upload(three).statusCode(oneOf(200, 201)));
        Eventually.within(SOON, () -> upload(one).statusCode(oneOf(200, 201)));
    }

    private static void awaitBusy(Api api) {
        upload(api).statusCode(503).header("Retry-After", notNullValue()).body("code", equalTo("SKILL_BUSY"));
    }

    private static ValidatableResponse upload(Api api) {
        return given().header("Authorization", api.bearer())
                .contentType("application/zip")
                .body(Zips.ofManifest(Zips.prompt("tides", "Tell the tides.")))
                .post("/v1/skills")
                .then();
    }

    /** Most of it does not come. */
    private static Socket beginUpload(Api api) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
        socket.getOutputStream()
                .write(("POST /v1/skills HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + api.bearer()
                                + "\r\nContent-Type: application/zip\r\nContent-Length: 1000000\r\n\r\nPK")
                        .getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }
}
