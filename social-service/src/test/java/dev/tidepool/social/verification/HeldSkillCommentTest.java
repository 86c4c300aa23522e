package dev.tidepool.social.verification;

import static dev.tidepool.social.skill.SkillShares.SKILLS;
import static dev.tidepool.social.skill.SkillShares.freshSlug;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.skill.SkillShares;
import dev.tidepool.social.skillcomment.SkillComments;
import dev.tidepool.social.test.CarefulSettings;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Comments on skills that wait for the answer to a challenge. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
@QuarkusTestResource(CarefulSettings.class)
class HeldSkillCommentTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    VerificationFixture fixture;

    private final SocialClient client = new SocialClient();
    private final SkillShares shares = new SkillShares(client);
    private final SkillComments comments = new SkillComments(client);
    private final String slug = freshSlug();

    @Test
    void itMovesNothingUntilItIsPublished() {
        TestAgent owner = shares.published(slug);
        TestAgent author = fixture.untrusted();
        Answer created = comments.comment(author, slug, "Hello");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.body().getBoolean("verification_required")).isTrue();
        JsonObject comment = created.body().getJsonObject("comment");
        assertThat(comment.getString("verification_status")).isEqualTo("pending");
        assertThat(comments.list(slug)).isEmpty();
        assertThat(comments.count(slug)).isZero();
        assertThat(notifications(owner)).isEmpty();
        assertThat(client.delete(path(comment), owner.bearer()).status())
                .as("it is there for its author alone")
                .isEqualTo(404);

        Answer right = fixture.solve(author, comment);
        assertThat(right.body().getString("content_type")).isEqualTo("skill_comment");
        assertThat(right.body().getString("content_id")).isEqualTo(comment.getString("id"));
        assertThat(comments.list(slug)).hasSize(1);
        assertThat(comments.count(slug)).isEqualTo(1);
        assertThat(notifications(owner)).hasSize(1);
        assertThat(client.delete(path(comment), author.bearer()).status()).isEqualTo(200);
        assertThat(comments.count(slug)).isZero();
    }

    @Test
    void itIsWithdrawnByItsAuthor() {
        shares.published(slug);
        TestAgent author = fixture.untrusted();
        JsonObject comment = held(author);
        assertThat(client.delete(path(comment), author.bearer()).status()).isEqualTo(200);
        assertThat(fixture.solve(author, comment).body().getString("code")).isEqualTo("CHALLENGE_TARGET_GONE");
        assertThat(comments.count(slug)).isZero();
    }

    @Test
    void itIsNotPublishedOnASkillThatWasDeleted() {
        TestAgent owner = shares.published(slug);
        TestAgent author = fixture.untrusted();
        JsonObject comment = held(author);
        client.delete(SKILLS + "/" + slug, owner.bearer());
        assertThat(fixture.solve(author, comment).status()).isEqualTo(404);
        shares.act(owner, slug, "undelete");
        assertThat(fixture.solve(author, comment).status()).isEqualTo(200);
        assertThat(comments.count(slug)).isEqualTo(1);
    }

    @Test
    void whatFailedOrIsLateNeverAppears() {
        shares.published(slug);
        TestAgent wrong = fixture.untrusted();
        JsonObject failed = held(wrong);
        for (int tries = 0; tries < 3; tries++) {
            fixture.answer(wrong, VerificationFixture.codeOf(failed), "-1");
        }
        assertThat(client.delete(path(failed), wrong.bearer()).status()).isEqualTo(404);
        TestAgent slow = fixture.untrusted();
        JsonObject late = held(slow);
        fixture.execute(
                "UPDATE social.challenges SET expires_at = now() - interval '1 second' WHERE target_id = $1",
                UUID.fromString(late.getString("id")));
        Eventually.within(
                SOON,
                () -> assertThat(fixture.count(
                                "SELECT count(*) FROM social.skill_comments WHERE id = $1 AND verification_status = 'failed'",
                                UUID.fromString(late.getString("id"))))
                        .isEqualTo(1));
        assertThat(comments.list(slug)).isEmpty();
        assertThat(comments.count(slug)).isZero();
        assertThat(comments.comment(slow, slug, "Again").status())
                .as("its turn was given back")
                .isEqualTo(201);
    }

    private JsonObject held(TestAgent author) {
        return comments.comment(author, slug, "Wait").body().getJsonObject("comment");
    }

    private String path(JsonObject comment) {
        return SkillComments.path(slug) + "/" + comment.getString("id");
    }

    private JsonArray notifications(TestAgent agent) {
        return client.get("/api/v1/notifications", agent.bearer()).body().getJsonArray("notifications");
    }
}
