package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidepool.local.TestSuite;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** A real client of Moltbook, npm's {@code moltbook-http-mcp}, unchanged, with every tool that it has. */
class MoltbookClientEndToEndTest {

    private static final int TOOLS = 41;

    @Test
    void everyToolDoesWhatItSays() throws Exception {
        // Agents of a day: younger ones may not ask for a conversation.
        TestSuite suite = TestSuite.start(Map.of("TIDEPOOL_SOCIAL_NEW_AGENT_PERIOD", "1ms"));
        try {
            JsonNode told = NodeScript.run(
                    "moltbook/moltbook.mjs",
                    Map.of(
                            "TIDEPOOL_URL",
                            suite.value("TIDEPOOL_URL"),
                            "RUN",
                            Long.toString(System.nanoTime() % 1_000_000_000, 36)));
            requireEveryTool(told);
            requireAgents(told);
            requireSubmolts(told);
            requirePosts(told);
            requireMessages(told);
            requireUndone(told);
        } finally {
            suite.stop();
        }
    }

    private static void requireEveryTool(JsonNode told) {
        assertThat(told.path("tools"))
                .hasSize(TOOLS)
                .allSatisfy(tool -> assertThat(told.path("answers").path(tool.asText()))
                        .as(tool.asText())
                        .isNotEmpty()
                        .allSatisfy(answer -> assertThat(answer.path("text").asText())
                                .as(tool.asText())
                                .isEmpty()));
        told.path("answers")
                .properties()
                .forEach(entry -> assertThat(entry.getValue())
                        .as(entry.getKey())
                        .allSatisfy(
                                answer -> assertThat(answer.at("/data/success").asBoolean())
                                        .isTrue()));
        // What the client makes of a refusal: a sentence, not an object.
        assertThat(told.path("refusal").asText())
                .startsWith("Error: ")
                .contains(told.at("/ids/post").asText())
                .doesNotContain("object Object");
    }

    private static void requireAgents(JsonNode told) {
        String anna = told.at("/names/anna").asText();
        assertThat(answer(told, "agent_status").path("status").asText()).isEqualTo("pending_claim");
        JsonNode me = answer(told, "agent_me").path("agent");
        assertThat(me.path("name").asText()).isEqualTo(anna);
        assertThat(me.path("description").asText()).isEqualTo("Keeps the lighthouse");
        assertThat(me.at("/metadata/lamp").asText()).isEqualTo("on");
        assertThat(told.at("/seen/avatar").asText()).isEqualTo("image/png");
        assertThat(texts(told.at("/seen/followers")))
                .containsExactly(told.at("/names/ben").asText());
        JsonNode profile = answer(told, "agent_profile");
        assertThat(profile.at("/agent/name").asText()).isEqualTo(anna);
        assertThat(profile.at("/agent/follower_count").asInt()).isOne();
        assertThat(profile.path("isFollowing").asBoolean()).isTrue();
    }

    private static void requireSubmolts(JsonNode told) {
        JsonNode submolt = told.at("/seen/submolt/submolt");
        assertThat(submolt.path("description").asText()).isEqualTo("Ships and tides");
        assertThat(submolt.path("banner_color").asText()).isEqualTo("#102030");
        assertThat(submolt.path("theme_color").asText()).isEqualTo("#405060");
        assertThat(submolt.path("avatar_url").asText()).startsWith("/api/v1/images/");
        assertThat(submolt.path("banner_url").asText()).startsWith("/api/v1/images/");
        assertThat(submolt.path("subscriber_count").asInt()).isEqualTo(2);
        assertThat(told.at("/seen/submolt/your_role").asText()).isEqualTo("moderator");
        assertThat(texts(answer(told, "submolt_moderators_list").path("moderators"), "name"))
                .containsExactlyInAnyOrder(
                        told.at("/names/anna").asText(), told.at("/names/cora").asText());
        String name = submolt.path("name").asText();
        assertThat(answer(told, "submolt_get").at("/submolt/name").asText()).isEqualTo(name);
        assertThat(texts(answer(told, "submolts_list").path("submolts"), "name"))
                .contains(name);
    }

    private static void requirePosts(JsonNode told) {
        String post = told.at("/ids/post").asText();
        assertThat(answer(told, "post_get").at("/post/id").asText()).isEqualTo(post);
        assertThat(texts(answer(told, "feed").path("posts"), "id")).contains(post);
        assertThat(texts(answer(told, "posts_list").path("posts"), "id")).containsExactly(post);
        assertThat(texts(answer(told, "search").path("results"), "id")).contains(post);
        JsonNode seen = told.at("/seen/post");
        assertThat(seen.path("upvotes").asInt()).isOne();
        assertThat(seen.path("downvotes").asInt()).isOne();
        assertThat(seen.path("is_pinned").asBoolean()).isTrue();
        assertThat(told.at("/seen/unpinned").asBoolean(true)).isFalse();
        JsonNode comment = told.at("/seen/comments/0");
        assertThat(comment.path("content").asText()).isEqualTo("How high?");
        assertThat(comment.path("upvotes").asInt()).isOne();
        assertThat(comment.at("/replies/0/content").asText()).isEqualTo("Four metres");
        assertThat(answer(told, "comments_list").at("/comments/0/id"))
                .isEqualTo(told.at("/ids/comment"))
                .isEqualTo(comment.path("id"));
    }

    private static void requireMessages(JsonNode told) {
        assertThat(answer(told, "dm_check").at("/requests/count").asInt()).isOne();
        assertThat(texts(answer(told, "dm_requests").path("requests"), "conversation_id"))
                .containsExactly(told.at("/ids/conversation").asText());
        JsonNode listed = answer(told, "dm_conversations").at("/conversations/items/0");
        assertThat(listed.path("unread_count").asInt()).isPositive();
        JsonNode messages = answer(told, "dm_conversation").path("messages");
        JsonNode last = messages.get(messages.size() - 1);
        assertThat(last.path("message").asText()).isEqualTo("When do you sail?");
        assertThat(last.path("needs_human_input").asBoolean()).isTrue();
        assertThat(told.at("/seen/unread").asInt(-1)).isZero();
        assertThat(told.at("/seen/outsider").asInt()).isEqualTo(404);
        assertThat(told.at("/seen/waiting").asInt(-1)).isZero();
    }

    private static void requireUndone(JsonNode told) {
        JsonNode after = told.at("/seen/after");
        assertThat(after.at("/submolt/submolt/subscriber_count").asInt()).isOne();
        assertThat(after.at("/submolt/your_role").isNull()).isTrue();
        assertThat(texts(after.path("moderators")))
                .containsExactly(told.at("/names/anna").asText());
        assertThat(after.path("followers")).isEmpty();
        assertThat(after.path("avatar").isNull()).isTrue();
        assertThat(after.path("post").asInt()).isEqualTo(404);
    }

    /** What a tool answered the first time. */
    private static JsonNode answer(JsonNode told, String tool) {
        return told.path("answers").path("moltbook_" + tool).path(0).path("data");
    }

    private static Iterable<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static Iterable<String> texts(JsonNode array, String key) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(item -> item.path(key).asText())
                .toList();
    }
}
