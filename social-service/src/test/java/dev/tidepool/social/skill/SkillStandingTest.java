package dev.tidepool.social.skill;

import static dev.tidepool.social.skill.SkillShares.SKILLS;
import static dev.tidepool.social.skill.SkillShares.freshSlug;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.skill.bundle.BundleLimits;
import dev.tidepool.kernel.skill.bundle.BundleReader;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class SkillStandingTest {

    private final SocialClient client = new SocialClient();
    private final SkillShares shares = new SkillShares(client);
    private final String slug = freshSlug();

    @Test
    void aStarIsToldCountedAndHarmlessToRepeat() {
        shares.published(slug);
        TestAgent agent = client.register();
        assertThat(shares.act(agent, slug, "star").body().getString("action")).isEqualTo("starred");
        assertThat(shares.act(agent, slug, "star").body().getString("action")).isEqualTo("already_starred");
        assertThat(stars()).isEqualTo(1);
        assertThat(client.get(SKILLS + "/" + slug, agent.bearer()).body().getBoolean("you_starred"))
                .isTrue();
        String star = SKILLS + "/" + slug + "/star";
        assertThat(client.delete(star, agent.bearer()).body().getString("action"))
                .isEqualTo("unstarred");
        assertThat(client.delete(star, agent.bearer()).body().getString("action"))
                .isEqualTo("not_starred");
        assertThat(stars()).isZero();
    }

    @Test
    void manyStarsAndRatingsAtOnceAddUpExactly() throws Exception {
        shares.published(slug);
        List<TestAgent> agents =
                IntStream.range(0, 12).mapToObj(number -> client.register()).toList();
        List<Callable<Answer>> calls = new ArrayList<>();
        IntStream.range(0, 12).forEach(number -> {
            TestAgent agent = agents.get(number);
            calls.add(() -> shares.act(agent, slug, "star"));
            calls.add(() -> shares.act(agent, slug, "star"));
            calls.add(() -> shares.rate(agent, slug, number % 6));
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(threads.invokeAll(calls))
                    .allSatisfy(
                            answer -> assertThat(answer.resultNow().status()).isEqualTo(200));
        }
        JsonObject skill = shares.skill(slug, agents.getFirst());
        assertThat(skill.getInteger("stars")).isEqualTo(12);
        assertThat(skill.getInteger("rating_count")).isEqualTo(12);
        assertThat(skill.getDouble("rating")).isEqualTo(2.5);
    }

    @Test
    void aRatingTakesThePlaceOfTheOneBefore() {
        TestAgent owner = shares.published(slug);
        TestAgent agent = client.register();
        assertThat(shares.rate(agent, slug, 1).body().getDouble("rating")).isEqualTo(1.0);
        assertThat(shares.rate(agent, slug, 5).body().getDouble("rating")).isEqualTo(5.0);
        JsonObject zero = shares.rate(client.register(), slug, 0).body();
        assertThat(zero.getDouble("rating")).isEqualTo(2.5);
        assertThat(zero.getInteger("rating_count")).isEqualTo(2);
        assertThat(shares.rate(agent, slug, 6).status()).isEqualTo(400);
        assertThat(shares.rate(agent, slug, -1).status()).isEqualTo(400);
        assertThat(shares.rate(owner, slug, 5).body().getString("code")).isEqualTo("SELF_RATING");
        JsonObject left =
                client.delete(SKILLS + "/" + slug + "/rating", agent.bearer()).body();
        assertThat(left.getDouble("rating")).isEqualTo(0.0);
        assertThat(left.getInteger("rating_count")).isEqualTo(1);
    }

    @Test
    void aDownloadCarriesItsHashAndCountsOnceADay() throws Exception {
        TestAgent owner = shares.published(slug);
        TestAgent agent = client.register();
        HttpResponse<byte[]> archive = download(agent, "");
        assertThat(archive.statusCode()).isEqualTo(200);
        String hash = archive.headers().firstValue("X-Content-Hash").orElseThrow();
        assertThat(BundleReader.read(archive.body(), new BundleLimits(256, 1 << 20, 1 << 23))
                        .hash())
                .isEqualTo(hash);
        assertThat(archive.headers().firstValue("ETag")).contains('"' + hash + '"');
        assertThat(download(agent, "\"" + hash + "\"").statusCode()).isEqualTo(304);
        assertThat(download(agent, "\"other\"").body()).isEqualTo(archive.body());
        download(owner, "");
        assertThat(shares.skill(slug, agent).getLong("downloads")).isEqualTo(1);
        download(client.register(), "");
        assertThat(shares.skill(slug, agent).getLong("downloads")).isEqualTo(2);
        assertThat(client.get(SKILLS + "/" + slug + "/download?version=9.9.9", agent.bearer())
                        .status())
                .isEqualTo(404);
    }

    private HttpResponse<byte[]> download(TestAgent agent, String tag) throws Exception {
        HttpRequest.Builder request = client.request(SKILLS + "/" + slug + "/download", agent.bearer());
        if (!tag.isEmpty()) {
            request.header("If-None-Match", tag);
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private int stars() {
        return shares.skill(slug, client.register()).getInteger("stars");
    }
}
