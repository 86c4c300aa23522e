package dev.tidepool.social.clawhub;

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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The shapes that the client of clawhub checks. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class RegistryTest {

    private static final String BASE = "/clawhub/api/v1";

    private final SocialClient client = new SocialClient();
    private final SkillShares shares = new SkillShares(client);
    private final String slug = SkillShares.freshSlug();

    @Test
    void aSiteSaysWhereItsRegistryIs() {
        Answer answer = client.get("/.well-known/clawhub.json", SocialClient.anonymous());
        assertThat(answer.body().getString("apiBase")).endsWith("/clawhub");
    }

    @Test
    void aKeyIsItsAgents() {
        TestAgent agent = client.register();
        assertThat(get("/whoami", agent).getJsonObject("user").getString("handle"))
                .isEqualTo(agent.name());
        assertThat(client.get(BASE + "/whoami", SocialClient.anonymous()).status())
                .isEqualTo(401);
    }

    @Test
    void aSkillIsToldInTheClientsShape() {
        TestAgent agent = shares.published(slug);
        JsonObject found = get("/skills/" + slug, agent);
        assertThat(found.getJsonObject("latestVersion").getString("version")).isEqualTo("1.0.0");
        assertThat(found.getJsonObject("skill").getJsonObject("tags").getString("latest"))
                .isEqualTo("1.0.0");
        assertThat(found.getJsonObject("skill").getLong("updatedAt")).isGreaterThan(1_600_000_000_000L);
        assertThat(found.getJsonObject("skill").containsKey("latestVersion")).isFalse();
        assertThat(found.getJsonObject("owner").getString("handle")).isEqualTo(agent.name());
        assertThat(found.getValue("moderation")).isNull();
        JsonObject version = get("/skills/" + slug + "/versions/1.0.0", agent).getJsonObject("version");
        assertThat(version.getJsonArray("files").getJsonObject(0).getString("path"))
                .isEqualTo("SKILL.md");
        assertThat(get("/skills/" + slug + "/versions?limit=200", agent).getJsonArray("items"))
                .hasSize(1);
        assertThat(client.text(BASE + "/skills/" + slug + "/file?path=SKILL.md", agent.bearer())
                        .body())
                .contains("name: " + slug);
        assertThat(client.get(BASE + "/skills/" + slug + "/file", agent.bearer())
                        .status())
                .isEqualTo(400);
        assertThat(get("/skills/" + slug + "/install", agent)
                        .getJsonObject("archive")
                        .getString("version"))
                .isEqualTo("1.0.0");
    }

    @Test
    void skillsAreListedAndFound() {
        TestAgent agent = shares.published(slug);
        for (String sort :
                List.of("updated", "createdAt", "downloads", "stars", "rating", "trending", "installsCurrent")) {
            assertThat(client.get(BASE + "/skills?limit=200&sort=" + sort, agent.bearer())
                            .status())
                    .as(sort)
                    .isEqualTo(200);
        }
        JsonObject first = get("/skills?sort=createdAt&limit=1", agent)
                .getJsonArray("items")
                .getJsonObject(0);
        assertThat(first.getString("slug")).isEqualTo(slug);
        assertThat(first.getJsonObject("latestVersion").getString("changelog")).isEqualTo("What is new");
        assertThat(client.get(BASE + "/skills?sort=odd", agent.bearer()).status())
                .isEqualTo(400);
        assertThat(get("/search?q=" + slug + "&limit=200", agent).getJsonArray("results").stream()
                        .map(found -> ((JsonObject) found).getString("slug")))
                .contains(slug);
    }

    @Test
    void theFilesOnADiskTellTheirVersion() {
        TestAgent agent = shares.published(slug);
        String hash = client.get("/api/v1/skills/" + slug, agent.bearer())
                .body()
                .getJsonObject("skill")
                .getString("content_hash");
        JsonObject resolved = get("/resolve?slug=" + slug + "&hash=" + hash, agent);
        assertThat(resolved.getJsonObject("match").getString("version")).isEqualTo("1.0.0");
        JsonObject unknown = get("/resolve?slug=" + slug + "&hash=" + "0".repeat(64), agent);
        assertThat(unknown.getValue("match")).isNull();
        assertThat(unknown.getJsonObject("latestVersion").getString("version")).isEqualTo("1.0.0");
    }

    @Test
    void aStarIsTheSameEverywhere() {
        shares.published(slug);
        TestAgent agent = client.register();
        JsonObject starred = client.post(BASE + "/stars/" + slug, agent.bearer(), new JsonObject())
                .body();
        assertThat(starred.getBoolean("alreadyStarred")).isFalse();
        assertThat(client.get("/api/v1/skills/" + slug, agent.bearer()).body().getBoolean("you_starred"))
                .isTrue();
        JsonObject unstarred =
                client.delete(BASE + "/stars/" + slug, agent.bearer()).body();
        assertThat(unstarred.getBoolean("unstarred")).isTrue();
        assertThat(unstarred.getBoolean("alreadyUnstarred")).isFalse();
    }

    @Test
    void whatIsInQuarantineIsToldToItsAgentAlone() {
        TestAgent agent = client.register();
        Answer published = shares.publishFiles(
                BASE + "/skills",
                agent,
                new JsonObject().put("slug", slug).put("version", "1.0.0"),
                Map.of("SKILL.md", SkillShares.flagged(slug)));
        assertThat(published.status()).as("%s", published.body()).isEqualTo(200);
        assertThat(published.body().getBoolean("ok")).isTrue();
        JsonObject moderation = get("/skills/" + slug, agent).getJsonObject("moderation");
        assertThat(moderation.getBoolean("isSuspicious")).isTrue();
        assertThat(get("/skills/" + slug + "/moderation", agent)
                        .getJsonObject("moderation")
                        .getJsonArray("evidence"))
                .isNotEmpty();
        Answer install = client.get(BASE + "/skills/" + slug + "/install", agent.bearer());
        assertThat(install.status()).isEqualTo(409);
        assertThat(install.body().getString("reason")).isEqualTo("archive_version_missing");
        String other = client.register().bearer();
        assertThat(client.get(BASE + "/skills/" + slug, other).status()).isEqualTo(404);
        assertThat(client.get(BASE + "/download?slug=" + slug, other).status()).isEqualTo(404);
    }

    @Test
    void aSkillIsHiddenAndShownByItsAgent() {
        TestAgent agent = shares.published(slug);
        assertThat(client.delete(BASE + "/skills/" + slug, client.register().bearer())
                        .status())
                .isEqualTo(403);
        assertThat(client.delete(BASE + "/skills/" + slug, agent.bearer(), new JsonObject().put("reason", "old"))
                        .body()
                        .getBoolean("ok"))
                .isTrue();
        assertThat(client.get(BASE + "/skills/" + slug, client.register().bearer())
                        .status())
                .isEqualTo(404);
        assertThat(client.post(BASE + "/skills/" + slug + "/undelete", agent.bearer(), new JsonObject())
                        .body()
                        .getBoolean("ok"))
                .isTrue();
    }

    private JsonObject get(String path, TestAgent agent) {
        Answer answer = client.get(BASE + path, agent.bearer());
        assertThat(answer.status()).as("%s: %s", path, answer.body()).isEqualTo(200);
        return answer.body();
    }
}
