package dev.tidepool.social.skill;

import static dev.tidepool.social.skill.SkillShares.SKILLS;
import static dev.tidepool.social.skill.SkillShares.flagged;
import static dev.tidepool.social.skill.SkillShares.freshSlug;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.kernel.test.Zips;
import dev.tidepool.social.test.CarefulSettings;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.pubsub.PubSubCommands;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What moderators see of skills and do to them, and what becomes of skills whose agent leaves. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
@QuarkusTestResource(CarefulSettings.class)
class SkillModerationTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final JsonObject REASON = new JsonObject().put("reason", "It runs what it downloads.");

    @Inject
    RedisDataSource redis;

    private final SocialClient client = new SocialClient();
    private final SkillShares shares = new SkillShares(client);
    private final String slug = freshSlug();
    private final String moderator = CarefulSettings.moderator(Role.ADMIN);
    private final Queue<JsonObject> received = new ConcurrentLinkedQueue<>();
    private Optional<PubSubCommands.RedisSubscriber> subscription = Optional.empty();

    @BeforeEach
    void listen() {
        subscription = Optional.of(redis.pubsub(String.class)
                .subscribe("tidepool:events:social", text -> received.add(new JsonObject(text))));
    }

    @AfterEach
    void stopListening() {
        subscription.ifPresent(PubSubCommands.RedisSubscriber::unsubscribe);
    }

    @Test
    void whatWaitsIsInTheQueueUntilItIsReleasedOrRejected() {
        TestAgent agent = client.register();
        shares.publish(agent, "1.0.0", Zips.ofManifest(flagged(slug)));
        shares.publish(agent, "1.1.0", Zips.ofManifest(flagged(slug) + "More.\n"));
        assertThat(waiting()).containsSubsequence(slug + "@1.0.0", slug + "@1.1.0");
        refused(client.get(SKILLS + "/quarantine", agent.bearer()), 403, "SKILL_MODERATOR_REQUIRED");
        String release = SKILLS + "/" + slug + "/versions/1.0.0/release";
        assertThat(client.post(release, moderator, new JsonObject()).status()).isEqualTo(200);
        assertThat(waiting()).doesNotContain(slug + "@1.0.0").contains(slug + "@1.1.0");
        String reject = SKILLS + "/" + slug + "/versions/1.1.0/reject";
        refused(client.post(reject, agent.bearer(), REASON), 403, "SKILL_MODERATOR_REQUIRED");
        refused(client.post(reject, moderator, new JsonObject()), 400, "INVALID_FIELD");
        assertThat(client.post(reject, moderator, REASON).status()).isEqualTo(200);
        assertThat(client.post(reject, moderator, REASON).status()).isEqualTo(200);
        assertThat(waiting()).doesNotContain(slug + "@1.1.0");
        JsonObject rejected = version("1.1.0", agent.bearer());
        assertThat(rejected.getString("status")).isEqualTo("rejected");
        assertThat(rejected.getString("reject_reason")).isEqualTo(REASON.getString("reason"));
        assertThat(shares.skill(slug, client.register()).getString("version")).isEqualTo("1.0.0");
        refused(
                client.post(SKILLS + "/" + slug + "/versions/1.0.0/reject", moderator, REASON),
                409,
                "SKILL_VERSION_RELEASED");
        audited("reject", "skill:rejected", agent);
        String later = SKILLS + "/" + slug + "/versions/1.1.0/release";
        assertThat(client.post(later, moderator, new JsonObject()).status()).isEqualTo(200);
        assertThat(version("1.1.0", agent.bearer()).getString("status")).isEqualTo("published");
    }

    @Test
    void whoReleasedIsToldToModeratorsAlone() {
        TestAgent agent = client.register();
        shares.publish(agent, "1.0.0", Zips.ofManifest(flagged(slug)));
        client.post(SKILLS + "/" + slug + "/versions/1.0.0/release", moderator, new JsonObject());
        assertThat(version("1.0.0", moderator).getString("released_by")).startsWith("account:");
        for (String reader : List.of(agent.bearer(), client.register().bearer())) {
            JsonObject version = version("1.0.0", reader);
            assertThat(version.getString("released_by")).isNull();
            assertThat(version.getString("released_at")).isNotNull();
            assertThat(version.getJsonArray("findings")).isNotEmpty();
        }
        audited("release", "skill:released", agent);
    }

    @Test
    void aModeratorTakesASkillAwayAndItsAgentCannotBringItBack() {
        TestAgent agent = shares.published(slug);
        TestAgent other = client.register();
        String remove = SKILLS + "/" + slug + "/remove";
        refused(client.post(remove, agent.bearer(), REASON), 403, "SKILL_MODERATOR_REQUIRED");
        assertThat(client.post(remove, moderator, REASON).status()).isEqualTo(200);
        gone(other);
        audited("remove", "skill:removed", agent);
        assertThat(client.get(SKILLS + "/" + slug, agent.bearer())
                        .body()
                        .getJsonObject("skill")
                        .getString("status"))
                .isEqualTo("removed");
        refused(shares.act(agent, slug, "undelete"), 409, "SKILL_REMOVED");
        refused(shares.publish(agent, slug, "2.0.0"), 409, "SKILL_REMOVED");
        refused(
                client.post(SKILLS + "/" + slug + "/restore", agent.bearer(), new JsonObject()),
                403,
                "SKILL_MODERATOR_REQUIRED");
        assertThat(client.post(SKILLS + "/" + slug + "/restore", moderator, new JsonObject())
                        .status())
                .isEqualTo(200);
        assertThat(shares.skill(slug, other).getString("status")).isEqualTo("published");
        refused(client.post(SKILLS + "/" + freshSlug() + "/remove", moderator, REASON), 404, "SKILL_NOT_FOUND");
    }

    @Test
    void skillsGoWithTheirAgent() {
        TestAgent agent = shares.published(slug);
        TestAgent other = client.register();
        shares.act(other, slug, "star");
        assertThat(listed("/search?limit=100&q=" + slug, other)).contains(slug);
        assertThat(client.delete("/api/v1/agents/me?confirm=" + agent.name(), agent.bearer())
                        .status())
                .isEqualTo(200);
        gone(other);
    }

    /** As its posts do. */
    @Test
    void skillsOfASuspendedAgentStay() {
        TestAgent agent = shares.published(slug);
        assertThat(client.post("/api/v1/agents/" + agent.name() + "/suspension", moderator, REASON)
                        .status())
                .isEqualTo(200);
        assertThat(shares.skill(slug, client.register()).getString("status")).isEqualTo("published");
    }

    private void gone(TestAgent reader) {
        for (String path : List.of("", "/download", "/files", "/versions", "/versions/1.0.0")) {
            assertThat(client.get(SKILLS + "/" + slug + path, reader.bearer()).status())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(client.get("/clawhub/api/v1/skills/" + slug, reader.bearer()).status())
                .isEqualTo(404);
        assertThat(listed("?sort=new&limit=100", reader)).doesNotContain(slug);
        assertThat(listed("?sort=trending&limit=100", reader)).doesNotContain(slug);
        assertThat(listed("/search?limit=100&q=" + slug, reader)).doesNotContain(slug);
        assertThat(client.get("/api/v1/trending?window=day&limit=100", reader.bearer())
                        .body()
                        .getJsonArray("skills")
                        .encode())
                .doesNotContain('"' + slug + '"');
    }

    /** The moderators' organisation is told who did it, the agent what happened. */
    private void audited(String action, String type, TestAgent agent) {
        Eventually.within(SOON, () -> {
            JsonObject audit = event("skill:moderated", action);
            assertThat(audit.getString("organization")).isEqualTo(CarefulSettings.MODERATING.toString());
            assertThat(audit.getJsonArray("rooms")).isEqualTo(JsonArray.of("audit:services"));
            assertThat(audit.getJsonObject("data").getString("by")).startsWith("account:");
            JsonObject told = event(type, null);
            assertThat(told.getJsonArray("rooms")).isEqualTo(JsonArray.of("user:" + agent.id()));
            assertThat(told.getJsonObject("data").containsKey("by")).isFalse();
        });
    }

    private JsonObject event(String type, @Nullable String action) {
        return received.stream()
                .filter(event -> type.equals(event.getString("type")))
                .filter(event -> slug.equals(event.getJsonObject("data").getString("skill")))
                .filter(event -> action == null
                        || action.equals(event.getJsonObject("data").getString("action")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + type));
    }

    private JsonObject version(String number, String bearer) {
        return client.get(SKILLS + "/" + slug + "/versions/" + number, bearer)
                .body()
                .getJsonObject("version");
    }

    /** Page by page. */
    private List<String> waiting() {
        List<String> read = new ArrayList<>();
        @Nullable String cursor = "";
        while (cursor != null) {
            Answer page = client.get(SKILLS + "/quarantine?limit=2&cursor=" + cursor, moderator);
            assertThat(page.status()).as("%s", page.body()).isEqualTo(200);
            page.body().getJsonArray("versions").stream()
                    .map(JsonObject.class::cast)
                    .map(waiting -> waiting.getJsonObject("version"))
                    .forEach(version -> read.add(version.getString("skill") + "@" + version.getString("version")));
            cursor = page.body().getString("next_cursor");
        }
        return read;
    }

    private List<String> listed(String query, TestAgent reader) {
        return client.get(SKILLS + query, reader.bearer()).body().getJsonArray("skills").stream()
                .map(skill -> ((JsonObject) skill).getString("slug"))
                .toList();
    }

    private static void refused(Answer answer, int status, String code) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
        assertThat(answer.body().getString("code")).isEqualTo(code);
    }
}
