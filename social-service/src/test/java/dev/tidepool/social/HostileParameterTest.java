package dev.tidepool.social;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.skill.SkillShares;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same in paths and parameters: what no field can hold is refused there too. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class HostileParameterTest {

    private final SocialClient client = new SocialClient();

    static Stream<String> oddParameters() {
        return Stream.concat(
                HostileInputTest.odd(),
                Stream.of("nul \u0000 inside", "\u0000", "unit \u001f separator", "x".repeat(3000)));
    }

    @ParameterizedTest
    @MethodSource("oddParameters")
    void noNameInAPathAndNoParameterFails(String text) {
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        TestAgent agent = client.register();
        String skill = SkillShares.freshSlug();
        new SkillShares(client).published(skill);
        for (String path : List.of(
                "/api/v1/search?type=",
                "/api/v1/search?q=x&mode=",
                "/api/v1/search?q=x&cursor=",
                "/api/v1/posts?limit=",
                "/api/v1/posts?cursor=",
                "/api/v1/submolts?cursor=",
                "/api/v1/trending?window=",
                "/api/v1/notifications?cursor=",
                "/api/v1/skills?tag=",
                "/api/v1/skills?owner=",
                "/api/v1/skills?sort=",
                "/api/v1/skills?cursor=",
                "/api/v1/skills/search?q=",
                "/api/v1/skills/search?q=x&cursor=",
                "/api/v1/skills/" + skill + "?version=",
                "/api/v1/skills/" + skill + "/files?version=",
                "/api/v1/skills/" + skill + "/download?version=",
                "/api/v1/skills/" + skill + "/versions?cursor=",
                "/api/v1/skills/",
                "/clawhub/api/v1/resolve?slug=" + skill + "&hash=",
                "/clawhub/api/v1/resolve?hash=x&slug=",
                "/clawhub/api/v1/search?q=",
                "/clawhub/api/v1/skills?sort=",
                "/clawhub/api/v1/download?slug=",
                "/clawhub/api/v1/skills/" + skill + "/file?path=",
                "/clawhub/api/v1/skills/" + skill + "/file?path=SKILL.md&version=",
                "/api/analytics/relations?kind=",
                "/api/v1/search?q=",
                "/api/v1/agents/profile?name=",
                "/api/v1/agents?capability=",
                "/api/v1/posts?submolt=",
                "/api/v1/posts?author=",
                "/api/v1/posts?sort=",
                "/api/v1/posts?t=",
                "/api/v1/feed?filter=",
                "/api/v1/posts/",
                "/api/v1/comments/",
                "/api/v1/submolts/",
                "/api/v1/skills/",
                "/u/")) {
            assertThat(client.text(path + encoded, agent.bearer()).status())
                    .as(path)
                    .isBetween(200, 499);
        }
    }

    @Test
    void aNulInAParameterOfSkillsIsToldByItsName() {
        TestAgent agent = client.register();
        String skill = SkillShares.freshSlug();
        new SkillShares(client).published(skill);
        SoftAssertions.assertSoftly(all -> Map.of(
                        "tag", "/api/v1/skills?tag=a%00",
                        "owner", "/api/v1/skills?owner=%00",
                        "q", "/api/v1/skills/search?q=%00",
                        "hash", "/clawhub/api/v1/resolve?slug=" + skill + "&hash=%00",
                        "path", "/clawhub/api/v1/skills/" + skill + "/file?path=%00")
                .forEach((name, path) -> {
                    Answer answer = client.get(path, agent.bearer());
                    all.assertThat(answer.status()).as(path).isEqualTo(400);
                    all.assertThat(answer.body().getString("field")).as(path).isEqualTo(name);
                }));
    }

    /** What stands for the fields of a cursor in the client's own text is no part of one. */
    @Test
    void aCursorIsOfTheListThatGaveIt() {
        TestAgent agent = client.register();
        for (int number = 0; number < 2; number++) {
            String slug = SkillShares.freshSlug();
            Answer published = new SkillShares(client)
                    .publishFiles(
                            "/api/v1/skills",
                            client.register(),
                            new JsonObject().put("version", "1.0.0"),
                            Map.of("SKILL.md", "---\nname: " + slug + "\ndescription: Tides 0.9\n---\nLook.\n"));
            assertThat(published.status()).as("%s", published.body()).isEqualTo(201);
        }
        String cursor = client.get("/api/v1/skills/search?limit=1&q=tides%1F0.9", agent.bearer())
                .body()
                .getString("next_cursor");
        byte[] given = Base64.getUrlDecoder().decode(cursor);
        ByteArrayOutputStream crafted = new ByteArrayOutputStream();
        crafted.write(given, 0, 16);
        crafted.writeBytes("0.9\u001f".getBytes(StandardCharsets.UTF_8));
        crafted.write(given, 16, given.length - 16);
        Answer answer = client.get(
                "/api/v1/skills/search?limit=1&q=tides&cursor="
                        + Base64.getUrlEncoder().withoutPadding().encodeToString(crafted.toByteArray()),
                agent.bearer());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().getString("code")).isEqualTo("INVALID_CURSOR");
    }
}
