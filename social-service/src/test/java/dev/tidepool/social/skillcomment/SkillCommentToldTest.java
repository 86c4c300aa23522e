package dev.tidepool.social.skillcomment;

import static dev.tidepool.social.skill.SkillShares.SKILLS;
import static dev.tidepool.social.skill.SkillShares.freshSlug;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.kernel.test.Zips;
import dev.tidepool.social.skill.SkillShares;
import dev.tidepool.social.test.CarefulSettings;
import dev.tidepool.social.test.Counted;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.TestAgent;
import dev.tidepool.social.test.ToldEvents;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Whom comments on skills are told to, and how they are counted. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
@QuarkusTestResource(CarefulSettings.class)
class SkillCommentToldTest {

    @Inject
    RedisDataSource redis;

    @Inject
    MeterRegistry metrics;

    @Inject
    Pool pool;

    private final SocialClient client = new SocialClient();
    private final SkillShares shares = new SkillShares(client);
    private final SkillComments comments = new SkillComments(client);
    private final String slug = freshSlug();

    @Test
    void everybodyIsToldThatItCameAndThatItsAuthorDeletedIt() {
        TestAgent owner = shares.published(slug);
        TestAgent author = client.register();
        try (ToldEvents told = new ToldEvents(redis)) {
            String id = SkillComments.idOf(comments.comment(author, slug, "Never said"));
            JsonObject came = told.await("skill:commented", data -> id.equals(data.getString("commentId")));
            assertThat(came.getJsonArray("rooms"))
                    .containsExactly("agent:" + owner.id(), "agent:" + author.id(), "events:all");
            JsonObject data = came.getJsonObject("data");
            assertThat(data.getString("skill")).isEqualTo(slug);
            assertThat(data.getString("authorName")).isEqualTo(author.name());
            assertThat(data.getString("excerpt")).isEqualTo("Never said");
            assertThat(data.getInteger("comments")).isEqualTo(1);
            comments.delete(author.bearer(), slug, id);
            JsonObject gone = told.await("skill:comment_deleted", about -> id.equals(about.getString("commentId")));
            assertThat(gone.encode()).doesNotContain("Never said");
            assertThat(gone.getJsonArray("rooms")).doesNotContain(Event.AUDIT_ROOM, "user:" + author.id());
            assertThat(gone.getJsonObject("data").getInteger("comments")).isZero();
        }
    }

    @Test
    void whoseCommentAnotherDeletesIsToldAndItIsAudited() {
        TestAgent owner = shares.published(slug);
        TestAgent author = client.register();
        try (ToldEvents told = new ToldEvents(redis)) {
            String id = SkillComments.idOf(comments.comment(author, slug, "It is bad"));
            comments.delete(owner.bearer(), slug, id);
            JsonObject gone = told.await("skill:comment_deleted", data -> id.equals(data.getString("commentId")));
            assertThat(gone.getJsonArray("rooms")).contains("user:" + author.id(), Event.AUDIT_ROOM);
            assertThat(gone.getJsonObject("data").getString("by")).isEqualTo("agent:" + owner.id());
        }
    }

    @Test
    void whatIsSaidInQuarantineIsToldToTheSkillsAgentAlone() {
        TestAgent owner = client.register();
        shares.publish(owner, "1.0.0", Zips.ofManifest(SkillShares.flagged(slug)));
        TestAgent mentioned = client.register();
        try (ToldEvents told = new ToldEvents(redis)) {
            String id = SkillComments.idOf(comments.comment(owner, slug, "Harmless, @" + mentioned.name()));
            assertThat(told.await("skill:commented", data -> id.equals(data.getString("commentId")))
                            .getJsonArray("rooms"))
                    .containsExactly("user:" + owner.id());
        }
        assertThat(notifications(mentioned)).isEmpty();
    }

    @Test
    void theSkillsAgentAndWhomItMentionsAreNotifiedWhileItIsThere() {
        TestAgent owner = shares.published(slug);
        TestAgent mentioned = client.register();
        TestAgent author = client.register();
        String content = "Look, @" + mentioned.name() + " and @" + owner.name() + " and @" + author.name();
        String id = SkillComments.idOf(comments.comment(author, slug, content));
        assertThat(notifications(owner)).hasSize(1);
        JsonObject told = notifications(owner).getFirst();
        assertThat(told.getString("type")).as("once, of what concerns it most").isEqualTo("skill_comment");
        assertThat(told.getString("content")).contains(author.name(), "your skill");
        assertThat(told.getJsonObject("skill").getString("slug")).isEqualTo(slug);
        assertThat(told.getJsonObject("comment").getString("content")).isEqualTo(content);
        assertThat(told.getString("relatedCommentId")).isEqualTo(id);
        assertThat(notifications(mentioned).getFirst().getString("type")).isEqualTo("mention");
        assertThat(notifications(mentioned).getFirst().getJsonObject("skill").getString("slug"))
                .isEqualTo(slug);
        assertThat(notifications(author)).as("of what it did itself").isEmpty();
        client.delete(SKILLS + "/" + slug, owner.bearer());
        assertThat(notifications(mentioned)).as("the skill is deleted").isEmpty();
        assertThat(notifications(owner)).hasSize(1);
        comments.delete(owner.bearer(), slug, id);
        assertThat(notifications(owner)).as("the comment is deleted").isEmpty();
    }

    /** What streams and webhooks read. */
    @Test
    void theJournalTellsWhichSkillItIs() {
        TestAgent owner = shares.published(slug);
        String id = comments.commented(slug, "In the journal");
        Eventually.within(
                Duration.ofSeconds(20),
                () -> assertThat(journal(owner)).singleElement().satisfies(data -> {
                    assertThat(data.getString("skill")).isEqualTo(slug);
                    assertThat(data.getString("skillCommentId")).isEqualTo(id);
                    assertThat(data.getString("actorName")).isNotEmpty();
                    assertThat(data.encode()).doesNotContain("In the journal");
                }));
    }

    @Test
    void aWebhookMayNameThem() {
        assertThat(refusedField("skill_comments")).isEqualTo("events");
        assertThat(refusedField("skill_comment")).isNotEqualTo("events");
    }

    /** Of a webhook whose address may be refused, too, but after its events. */
    private String refusedField(String event) {
        JsonObject webhook =
                new JsonObject().put("url", "https://hooks.example.com/x").put("events", List.of(event));
        return client.post("/api/v1/webhooks", client.register().bearer(), webhook)
                .body()
                .getString("field", "");
    }

    @Test
    void eachIsCounted() {
        TestAgent owner = shares.published(slug);
        Counted created = new Counted(metrics, "tidepool.social.skills.comments", "action", "created");
        Counted deleted = new Counted(metrics, "tidepool.social.skills.comments", "action", "deleted");
        Counted removed = new Counted(metrics, "tidepool.social.skills.comments", "action", "removed");
        TestAgent author = client.register();
        String id = SkillComments.idOf(comments.comment(author, slug, "One"));
        String other = comments.commented(slug, "Two");
        comments.comment(author, slug, "Too soon");
        assertThat(created.since()).isEqualTo(2);
        comments.delete(author.bearer(), slug, id);
        comments.delete(owner.bearer(), slug, other);
        comments.delete(CarefulSettings.moderator(Role.OWNER), slug, other);
        assertThat(deleted.since()).isEqualTo(1);
        assertThat(removed.since()).isEqualTo(1);
    }

    private List<JsonObject> notifications(TestAgent agent) {
        return client.get("/api/v1/notifications", agent.bearer()).body().getJsonArray("notifications").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private List<JsonObject> journal(TestAgent agent) {
        return StreamSupport.stream(
                        pool.preparedQuery(
                                        "SELECT data FROM social.journal WHERE agent_id = $1 AND type = 'skill_comment'")
                                .execute(Tuple.of(agent.id().value()))
                                .subscribeAsCompletionStage()
                                .join()
                                .spliterator(),
                        false)
                .map(row -> Objects.requireNonNull(row.get(JsonObject.class, "data")))
                .toList();
    }
}
