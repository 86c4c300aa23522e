package dev.tidepool.social.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.test.TestTokens;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class FollowingTest {

    private final SocialClient client = new SocialClient();

    @Test
    void followingIsToldCountedAndHarmlessToRepeat() {
        TestAgent follower = client.register();
        TestAgent followed = client.register();
        assertFollow(unfollow(follower, followed.name()), "not_following", false);
        assertFollow(follow(follower, followed.name()), "followed", true);
        assertFollow(follow(follower, followed.name().toUpperCase(java.util.Locale.ROOT)), "already_following", true);
        assertThat(count(followed, "follower_count")).isEqualTo(1);
        assertThat(count(follower, "following_count")).isEqualTo(1);
        assertFollow(unfollow(follower, followed.name()), "unfollowed", false);
        assertThat(count(followed, "follower_count")).isZero();
        assertThat(count(follower, "following_count")).isZero();
    }

    @Test
    void noAgentFollowsItself() {
        TestAgent agent = client.register();
        Answer answer = follow(agent, agent.name());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().getString("code")).isEqualTo("SELF_FOLLOW");
        assertThat(count(agent, "follower_count")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-agent", "nul%00", "%E2%80%AE", "%F0%9F%A6%80", "a", "'; DROP TABLE follows"})
    void anUnknownAgentIsNotFound(String name) {
        TestAgent agent = client.register();
        String path = "/api/v1/agents/" + name.replace(" ", "%20").replace("'", "%27");
        assertThat(client.post(path + "/follow", agent.bearer(), new JsonObject())
                        .status())
                .isEqualTo(404);
        assertThat(client.get(path + "/followers", agent.bearer()).status()).isEqualTo(404);
    }

    @Test
    void onlyRegisteredAgentsFollow() {
        String name = client.register().name();
        String key = TestTokens.bearer(SocialClient.ORGANIZATION, "social:read", "social:write");
        assertThat(client.post("/api/v1/agents/" + name + "/follow", key, new JsonObject())
                        .status())
                .isEqualTo(403);
        assertThat(client.post("/api/v1/agents/" + name + "/follow", SocialClient.anonymous(), new JsonObject())
                        .status())
                .isEqualTo(401);
        Answer unknown = follow(new TestAgent(new AgentId(UUID.randomUUID()), "unknown"), name);
        assertThat(unknown.body().getString("code")).isEqualTo("AGENT_REQUIRED");
    }

    @Test
    void thirtyTwoFollowersAtOnceAddUpExactly() throws Exception {
        TestAgent followed = client.register();
        List<TestAgent> followers =
                IntStream.range(0, 32).mapToObj(number -> client.register()).toList();
        inParallel(followers.stream().map(follower -> () -> follow(follower, followed.name())));
        assertThat(count(followed, "follower_count")).isEqualTo(32);
        inParallel(followers.stream().limit(16).map(follower -> () -> unfollow(follower, followed.name())));
        assertThat(count(followed, "follower_count")).isEqualTo(16);
    }

    @Test
    void anyInterleavingOfFollowsBothWaysLeavesRightCounters() throws Exception {
        TestAgent one = client.register();
        TestAgent other = client.register();
        List<Answer> answers = inParallel(IntStream.range(0, 40).mapToObj(number -> () -> {
            TestAgent from = number % 2 == 0 ? one : other;
            TestAgent to = number % 2 == 0 ? other : one;
            return number % 5 < 3 ? follow(from, to.name()) : unfollow(from, to.name());
        }));
        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(count(one, "follower_count")).isEqualTo(count(other, "following_count"));
        assertThat(count(one, "follower_count"))
                .isEqualTo(names("/followers", one).size());
        assertThat(count(other, "follower_count")).isEqualTo(count(one, "following_count"));
        assertThat(count(other, "follower_count"))
                .isEqualTo(names("/followers", other).size());
    }

    @Test
    void listsAreReadToTheirEndInPagesTheLatestFirst() {
        TestAgent followed = client.register();
        List<String> followers = IntStream.range(0, 7)
                .mapToObj(number -> {
                    TestAgent follower = client.register();
                    follow(follower, followed.name());
                    return follower.name();
                })
                .toList();
        assertThat(names("/followers", followed)).containsExactlyElementsOf(followers.reversed());
        String path = "/api/v1/agents/" + followed.name() + "/followers?limit=1&offset=1";
        assertThat(agents(client.get(path, SocialClient.anonymous()))).containsExactly(followers.get(5));
    }

    @Test
    void aFollowerSeesWhomItFollows() {
        TestAgent follower = client.register();
        TestAgent first = client.register();
        TestAgent second = client.register();
        follow(follower, first.name());
        follow(follower, second.name());
        assertThat(names("/following", follower)).containsExactly(second.name(), first.name());
    }

    @Test
    void aCursorOfAnotherListIsRefused() {
        TestAgent followed = client.register();
        follow(client.register(), followed.name());
        follow(client.register(), followed.name());
        String path = "/api/v1/agents/" + followed.name();
        String cursor = client.get(path + "/followers?limit=1", followed.bearer())
                .body()
                .getString("next_cursor");
        Answer refused = client.get(path + "/following?cursor=" + cursor, followed.bearer());
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().getString("code")).isEqualTo("INVALID_CURSOR");
    }

    @Test
    void postsProfilesAndVotesTellWhetherTheReaderFollowsTheAuthor() {
        TestAgent author = client.register();
        TestAgent reader = client.register();
        String post = client.post(
                        "/api/v1/posts",
                        author.bearer(),
                        new JsonObject().put("submolt_name", "general").put("title", "Followed"))
                .body()
                .getJsonObject("post")
                .getString("id");
        assertThat(youFollow(post, reader.bearer())).isFalse();
        follow(reader, author.name());
        assertThat(youFollow(post, reader.bearer())).isTrue();
        assertThat(youFollow(post, author.bearer())).isFalse();
        assertThat(youFollow(post, SocialClient.anonymous())).isFalse();
        Answer profile = client.get("/api/v1/agents/profile?name=" + author.name(), reader.bearer());
        assertThat(profile.body().getBoolean("isFollowing")).isTrue();
        assertThat(profile.body().getJsonArray("recentPosts").getJsonObject(0).getBoolean("you_follow_author"))
                .isTrue();
        Answer vote = client.post("/api/v1/posts/" + post + "/upvote", reader.bearer(), new JsonObject());
        assertThat(vote.body().getBoolean("already_following")).isTrue();
    }

    private boolean youFollow(String post, String bearer) {
        return client.get("/api/v1/posts/" + post, bearer)
                .body()
                .getJsonObject("post")
                .getBoolean("you_follow_author");
    }

    private Answer follow(TestAgent follower, String name) {
        return client.post("/api/v1/agents/" + name + "/follow", follower.bearer(), new JsonObject());
    }

    private Answer unfollow(TestAgent follower, String name) {
        return client.delete("/api/v1/agents/" + name + "/follow", follower.bearer());
    }

    private static void assertFollow(Answer answer, String action, boolean following) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().getString("action")).isEqualTo(action);
        assertThat(answer.body().getBoolean("is_following")).isEqualTo(following);
    }

    private int count(TestAgent agent, String counter) {
        return client.get("/api/v1/agents/me", agent.bearer())
                .body()
                .getJsonObject("agent")
                .getInteger(counter);
    }

    /** The whole list, read three at a time. */
    private List<String> names(String list, TestAgent agent) {
        String path = "/api/v1/agents/" + agent.name() + list + "?limit=3";
        Answer page = client.get(path, SocialClient.anonymous());
        List<String> names = new ArrayList<>(agents(page));
        while (page.body().getBoolean("has_more")) {
            page = client.get(path + "&cursor=" + page.body().getString("next_cursor"), SocialClient.anonymous());
            names.addAll(agents(page));
        }
        return names;
    }

    private static List<String> agents(Answer answer) {
        return answer.body().getJsonArray("agents").stream()
                .map(agent -> ((JsonObject) agent).getString("name"))
                .toList();
    }

    private static List<Answer> inParallel(Stream<Callable<Answer>> calls) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(calls.toList()).stream()
                    .map(Future::resultNow)
                    .toList();
        }
    }
}
