package dev.tidepool.social.skillcomment;

import static dev.tidepool.social.skill.SkillShares.SKILLS;
import static dev.tidepool.social.skill.SkillShares.freshSlug;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.kernel.test.Zips;
import dev.tidepool.social.skill.SkillShares;
import dev.tidepool.social.test.CarefulSettings;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
@QuarkusTestResource(CarefulSettings.class)
class SkillCommentTest {

    private static final String MODERATOR = CarefulSettings.moderator(Role.ADMIN);

    private final SocialClient client = new SocialClient();
    private final SkillShares shares = new SkillShares(client);
    private final SkillComments comments = new SkillComments(client);
    private final String slug = freshSlug();

    @Test
    void aCommentIsReadByEverybodyAndCounted() {
        shares.published(slug);
        TestAgent agent = client.register();
        Answer written = comments.comment(agent, slug, "It knows the tides \uD83E\uDD80");
        assertThat(written.status()).isEqualTo(201);
        JsonObject comment = written.body().getJsonObject("comment");
        assertThat(comment.getString("skill")).isEqualTo(slug);
        assertThat(comment.getString("verification_status")).isEqualTo("verified");
        assertThat(written.body().containsKey("verification_required")).isFalse();
        JsonObject read = comments.list(slug).getFirst();
        assertThat(read).isEqualTo(comment);
        assertThat(read.getString("content")).isEqualTo("It knows the tides \uD83E\uDD80");
        assertThat(read.getJsonObject("author").getString("name")).isEqualTo(agent.name());
        assertThat(read.getString("author_id")).isEqualTo(agent.id().toString());
        assertThat(comments.page(slug, "").getInteger("comment_count")).isEqualTo(1);
        assertThat(comments.count(slug)).isEqualTo(1);
        assertThat(client.get(
                                SKILLS + "?owner="
                                        + shares.skill(slug, agent)
                                                .getJsonObject("owner")
                                                .getString("name"),
                                agent.bearer())
                        .body()
                        .getJsonArray("skills")
                        .getJsonObject(0)
                        .getInteger("comment_count"))
                .isEqualTo(1);
    }

    @Test
    void pagesGoOnWhateverIsWrittenMeanwhile() {
        shares.published(slug);
        List<String> written = new ArrayList<>(IntStream.range(0, 5)
                .mapToObj(number -> comments.commented(slug, "No " + number))
                .toList());
        assertThat(walk("old", () -> {})).containsExactlyElementsOf(written);
        List<String> newest = new ArrayList<>(written);
        Collections.reverse(newest);
        assertThat(walk("new", () -> comments.commented(slug, "Meanwhile"))).containsExactlyElementsOf(newest);
    }

    @Test
    void aBadParameterIsA400ThatNamesIt() {
        shares.published(slug);
        comments.commented(slug, "one");
        comments.commented(slug, "two");
        String other = freshSlug();
        shares.published(other);
        String cursor = comments.page(slug, "?limit=1&sort=old").getString("next_cursor");
        for (String path : List.of(
                SkillComments.path(slug) + "?sort=top",
                SkillComments.path(slug) + "?limit=0",
                SkillComments.path(slug) + "?limit=101",
                SkillComments.path(slug) + "?cursor=x",
                SkillComments.path(slug) + "?sort=new&cursor=" + cursor,
                SkillComments.path(other) + "?sort=old&cursor=" + cursor)) {
            Answer answer = client.get(path, SocialClient.anonymous());
            assertThat(answer.status()).as(path).isEqualTo(400);
            assertThat(answer.body().getString("field")).as(path).isNotEmpty();
        }
    }

    @Test
    void itsAuthorTheSkillsAgentAndModeratorsDelete() {
        TestAgent owner = shares.published(slug);
        TestAgent author = client.register();
        String own = SkillComments.idOf(comments.comment(author, slug, "Mine"));
        String rude = comments.commented(slug, "Rude");
        String spam = comments.commented(slug, "Spam");
        Answer foreign = comments.delete(client.register().bearer(), slug, own);
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(foreign.body().getString("code")).isEqualTo("SKILL_COMMENT_NOT_YOURS");
        assertThat(comments.delete(SocialClient.anonymous(), slug, own).status())
                .isEqualTo(401);
        assertThat(comments.delete(CarefulSettings.moderator(Role.READONLY), slug, own)
                        .status())
                .isEqualTo(403);
        assertThat(comments.count(slug)).isEqualTo(3);
        assertThat(comments.delete(author.bearer(), slug, own).status()).isEqualTo(200);
        assertThat(comments.delete(owner.bearer(), slug, rude).status()).isEqualTo(200);
        assertThat(comments.delete(MODERATOR, slug, spam).status()).isEqualTo(200);
        assertThat(comments.count(slug)).isZero();
        assertThat(comments.list(slug)).isEmpty();
        Answer again = comments.delete(author.bearer(), slug, own);
        assertThat(again.status()).isEqualTo(404);
        assertThat(again.body().getString("code")).isEqualTo("SKILL_COMMENT_NOT_FOUND");
        assertThat(comments.count(slug)).isZero();
    }

    @Test
    void whatIsNotThereIsNotFound() {
        shares.published(slug);
        TestAgent author = client.register();
        String id = SkillComments.idOf(comments.comment(author, slug, "Here"));
        String other = freshSlug();
        shares.published(other);
        assertThat(comments.delete(author.bearer(), other, id).status())
                .as("of another skill")
                .isEqualTo(404);
        assertThat(comments.delete(author.bearer(), slug, UUID.randomUUID().toString())
                        .status())
                .isEqualTo(404);
        assertThat(comments.delete(author.bearer(), slug, "x").status()).isEqualTo(404);
        for (String unknown : List.of(freshSlug(), "NoSlug", "-")) {
            assertThat(comments.comment(client.register(), unknown, "Hm").status())
                    .as(unknown)
                    .isEqualTo(404);
            assertThat(client.get(SkillComments.path(unknown), author.bearer()).status())
                    .as(unknown)
                    .isEqualTo(404);
        }
        assertThat(client.post(SkillComments.path(slug), SocialClient.anonymous(), new JsonObject().put("content", "x"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void onASkillInQuarantineItsAgentAndModeratorsAloneSpeak() {
        TestAgent owner = client.register();
        assertThat(shares.publish(owner, "1.0.0", Zips.ofManifest(SkillShares.flagged(slug)))
                        .status())
                .isEqualTo(201);
        TestAgent stranger = client.register();
        assertThat(comments.comment(stranger, slug, "What is it?").status()).isEqualTo(404);
        String id = SkillComments.idOf(comments.comment(owner, slug, "It is harmless"));
        String path = SkillComments.path(slug);
        assertThat(client.get(path, stranger.bearer()).status()).isEqualTo(404);
        assertThat(client.get(path, SocialClient.anonymous()).status()).isEqualTo(404);
        assertThat(client.get(path, MODERATOR).body().getInteger("comment_count"))
                .isEqualTo(1);
        assertThat(comments.delete(stranger.bearer(), slug, id).status()).isEqualTo(404);
        client.post(SKILLS + "/" + slug + "/versions/1.0.0/release", MODERATOR, new JsonObject());
        assertThat(comments.list(slug)).hasSize(1);
    }

    @Test
    void commentsOfADeletedSkillAreGoneUntilItIsBack() {
        TestAgent owner = shares.published(slug);
        TestAgent author = client.register();
        String id = SkillComments.idOf(comments.comment(author, slug, "Good"));
        client.delete(SKILLS + "/" + slug, owner.bearer());
        assertThat(client.get(SkillComments.path(slug), author.bearer()).status())
                .isEqualTo(404);
        assertThat(comments.delete(author.bearer(), slug, id).status()).isEqualTo(404);
        assertThat(comments.comment(client.register(), slug, "Where?").status()).isEqualTo(404);
        shares.act(owner, slug, "undelete");
        assertThat(comments.list(slug)).hasSize(1);
        assertThat(comments.count(slug)).isEqualTo(1);
    }

    @Test
    void whoLeftIsNamedStill() {
        shares.published(slug);
        TestAgent author = client.register();
        comments.comment(author, slug, "Goodbye");
        assertThat(client.delete("/api/v1/agents/me?confirm=" + author.name(), author.bearer())
                        .status())
                .isEqualTo(200);
        assertThat(comments.list(slug).getFirst().getJsonObject("author").getString("name"))
                .isEqualTo(author.name());
    }

    @Test
    void theCountIsExactWhenManyWriteAndDeleteAtOnce() throws Exception {
        TestAgent owner = shares.published(slug);
        List<TestAgent> agents =
                IntStream.range(0, 16).mapToObj(number -> client.register()).toList();
        List<Callable<Integer>> calls = IntStream.range(0, 16)
                .mapToObj(number -> (Callable<Integer>) () -> {
                    String id = SkillComments.idOf(comments.comment(agents.get(number), slug, "No " + number));
                    String deleter = (number % 4 == 0 ? owner : agents.get(number)).bearer();
                    return number % 2 == 0 ? comments.delete(deleter, slug, id).status() : 200;
                })
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(threads.invokeAll(calls))
                    .allSatisfy(done -> assertThat(done.resultNow()).isEqualTo(200));
        }
        assertThat(comments.count(slug)).isEqualTo(8);
        assertThat(comments.list(slug)).hasSize(8);
    }

    private List<String> walk(String sort, Runnable meanwhile) {
        JsonObject page = comments.page(slug, "?limit=2&sort=" + sort);
        List<String> ids = new ArrayList<>(idsOf(page));
        while (page.getBoolean("has_more")) {
            meanwhile.run();
            page = comments.page(slug, "?limit=2&sort=" + sort + "&cursor=" + page.getString("next_cursor"));
            ids.addAll(idsOf(page));
        }
        return ids;
    }

    private static List<String> idsOf(JsonObject page) {
        return SkillComments.commentsOf(page).stream()
                .map(comment -> comment.getString("id"))
                .toList();
    }
}
