package dev.tidepool.social.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.Slow;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.skill.SkillShares;
import dev.tidepool.social.skillcomment.SkillComments;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.Receiver;
import dev.tidepool.social.test.ReceiverPort;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is deleted or removed while it waits to be told is not told. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
@QuarkusTestResource(ReceiverPort.class)
@Slow
class WithdrawnDeliveryTest {

    private static final Duration SOON = Duration.ofSeconds(15);

    @Inject
    Pool pool;

    private final SocialClient client = new SocialClient();
    private final TestAgent author = client.register();
    private final String path = "/" + UUID.randomUUID();
    private Receiver receiver;
    private String webhook;

    @BeforeEach
    void listen() {
        receiver = new Receiver();
        webhook = client.post(
                        "/api/v1/webhooks", client.register().bearer(), new JsonObject().put("url", receiver.url(path)))
                .body()
                .getJsonObject("webhook")
                .getString("id");
    }

    @AfterEach
    void stopListening() {
        receiver.close();
    }

    @Test
    void aPostThatItsAuthorDeleted() {
        String post = post();
        UUID delivery = waiting("post:created", new JsonObject().put("postId", post));
        client.delete("/api/v1/posts/" + post, author.bearer());
        isWithdrawn(delivery);
    }

    @Test
    void aPostThatIsNotListedAnyMore() {
        String post = post();
        UUID delivery = waiting("mention", new JsonObject().put("postId", post).putNull("commentId"));
        execute("UPDATE social.posts SET is_spam = true WHERE id = $1", UUID.fromString(post));
        isWithdrawn(delivery);
    }

    @Test
    void aCommentThatItsAuthorDeleted() {
        String post = post();
        TestAgent commenter = client.register();
        String comment = client.post(
                        "/api/v1/posts/" + post + "/comments",
                        commenter.bearer(),
                        new JsonObject().put("content", "Hello there"))
                .body()
                .getJsonObject("comment")
                .getString("id");
        UUID delivery =
                waiting("post_comment", new JsonObject().put("postId", post).put("commentId", comment));
        client.delete("/api/v1/comments/" + comment, commenter.bearer());
        isWithdrawn(delivery);
    }

    @Test
    void aCommentOnASkillThatItsAuthorDeleted() {
        String slug = SkillShares.freshSlug();
        new SkillShares(client).published(slug);
        TestAgent commenter = client.register();
        String comment = new SkillComments(client)
                .comment(commenter, slug, "Hello there")
                .body()
                .getJsonObject("comment")
                .getString("id");
        UUID delivery =
                waiting("skill_comment", new JsonObject().putNull("postId").put("skillCommentId", comment));
        client.delete(SkillComments.path(slug) + "/" + comment, commenter.bearer());
        isWithdrawn(delivery);
    }

    @Test
    void aVoteThatWasTakenBack() {
        String post = post();
        TestAgent fickle = client.register();
        client.post("/api/v1/posts/" + post + "/upvote", fickle.bearer(), new JsonObject());
        UUID delivery = waiting("upvote", new JsonObject().put("postId", post));
        client.post("/api/v1/posts/" + post + "/upvote", fickle.bearer(), new JsonObject());
        isWithdrawn(delivery);
    }

    @Test
    void whatIsStillThereAndWhatTellsOfTheRemovalIsSent() {
        String kept = post();
        String gone = client.postByNewAgent("general", "Gone");
        execute("UPDATE social.posts SET is_deleted = true WHERE id = $1", UUID.fromString(gone));
        List<UUID> deliveries = List.of(
                waiting("post:created", new JsonObject().put("postId", kept)),
                waiting("moderation:acted", new JsonObject().put("postId", gone)),
                waiting("new_follower", new JsonObject().putNull("postId")));
        deliveries.forEach(this::send);
        Eventually.within(
                SOON, () -> deliveries.forEach(id -> assertThat(status(id)).isEqualTo("delivered")));
        assertThat(receiver.at(path)).hasSize(3);
    }

    private void isWithdrawn(UUID delivery) {
        send(delivery);
        Eventually.within(SOON, () -> assertThat(status(delivery)).isEqualTo("withdrawn"));
        assertThat(number("SELECT attempts FROM social.webhook_deliveries WHERE id = $1", delivery))
                .isZero();
        assertThat(number("SELECT failures FROM social.webhooks WHERE id = $1", UUID.fromString(webhook)))
                .isZero();
        // Nor when it is asked for again.
        execute("UPDATE social.webhook_deliveries SET status = 'pending', finished_at = NULL WHERE id = $1", delivery);
        Eventually.within(SOON, () -> assertThat(status(delivery)).isEqualTo("withdrawn"));
        assertThat(receiver.at(path)).isEmpty();
    }

    private String post() {
        return client.post(
                        "/api/v1/posts",
                        author.bearer(),
                        new JsonObject().put("submolt_name", "general").put("title", "A title"))
                .body()
                .getJsonObject("post")
                .getString("id");
    }

    /** A delivery whose last attempt failed, and whose next is an hour away. */
    private UUID waiting(String type, JsonObject data) {
        UUID id = UUID.randomUUID();
        JsonObject body = new JsonObject().put("type", type).put("data", data);
        execute("""
                INSERT INTO social.webhook_deliveries (id, webhook_id, event_id, type, body, next_attempt_at, created_at)
                VALUES ($1, $2, $1, $3, $4, now() + interval '1 hour', now())""", id, UUID.fromString(webhook), type, body.encode());
        return id;
    }

    private void send(UUID delivery) {
        execute("UPDATE social.webhook_deliveries SET next_attempt_at = now() WHERE id = $1", delivery);
    }

    private String status(UUID delivery) {
        return pool.preparedQuery("SELECT status FROM social.webhook_deliveries WHERE id = $1")
                .execute(Tuple.of(delivery))
                .map(rows -> rows.iterator().next().getString(0))
                .await()
                .indefinitely();
    }

    private int number(String sql, UUID id) {
        return pool.preparedQuery(sql)
                .execute(Tuple.of(id))
                .map(rows -> rows.iterator().next().getInteger(0))
                .await()
                .indefinitely();
    }

    private void execute(String sql, Object... values) {
        pool.preparedQuery(sql).execute(Tuple.from(List.of(values))).await().indefinitely();
    }
}
