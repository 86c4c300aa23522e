package dev.tidepool.staking.chain;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TestTokens;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.test.LocalChainResource;
import dev.tidepool.staking.test.RecordedSpans;
import dev.tidepool.staking.test.TraceSinkResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
@QuarkusTestResource(TraceSinkResource.class)
class TracingTest {

    @Inject
    RecordedSpans spans;

    @Test
    void aCallOfTheChainIsASpanOfTheRequestsTrace() {
        String trace = UUID.randomUUID().toString().replace("-", "");

        given().header("Authorization", TestTokens.bearer(new OrganizationId(UUID.randomUUID()), "staking:read"))
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .get("/v1/staking/network")
                .then()
                .statusCode(200);

        Eventually.within(
                Duration.ofSeconds(5),
                () -> assertThat(spans.namesIn(trace)).contains("rpc getEpochInfo", "GET /v1/staking/network"));
    }
}
