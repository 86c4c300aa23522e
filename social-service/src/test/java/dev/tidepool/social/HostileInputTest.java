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
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people paste and attackers send, in every field that takes text: stored as it is, or refused, and never a failure. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class HostileInputTest {

    private final SocialClient client = new SocialClient();

    /** Text that a field for text keeps to the letter. */
    static Stream<String> odd() {
        return Stream.of(
                "right to left \u202Egnp.exe and back \u202C",
                "zero\u200Bwidth \u200D joiner \uFEFF mark",
                "four bytes \uD83E\uDD80 \uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67 \uD834\uDD1E",
                "<script>alert('x')</script><img src=x onerror=alert(1)>",
                "'; DROP TABLE social.posts; --",
                "\" OR 1=1) UNION SELECT null,null--",
                "%27%20OR%201=1 $1 $2 ${jndi:ldap://x} {{7*7}}",
                "back\\slash \\u0000 \\' \\\"",
                "combining Z\u0351\u036B\u0343\u036A a\u0308 \u0130\u0131 \uFDFD",
                "..%2f..%2fetc/passwd");
    }

    @ParameterizedTest
    @MethodSource("odd")
    void aPostIsKeptToTheLetter(String text) {
        String title = text + " " + SocialClient.freshName("t");
        String content = text + " " + SocialClient.freshName("c");
        Answer posted = client.post(
                "/api/v1/posts",
                client.register().bearer(),
                new JsonObject()
                        .put("submolt_name", "general")
                        .put("title", title)
                        .put("content", content));
        assertThat(posted.status()).isEqualTo(201);
        JsonObject read = client.get(
                        "/api/v1/posts/" + posted.body().getJsonObject("post").getString("id"),
                        SocialClient.anonymous())
                .body()
                .getJsonObject("post");
        assertThat(read.getString("title")).isEqualTo(title);
        assertThat(read.getString("content")).isEqualTo(content);
    }

    @ParameterizedTest
    @MethodSource("odd")
    void aCommentAndAProfileAreKeptToTheLetter(String text) {
        String post = client.postByNewAgent("general", SocialClient.freshName("about"));
        TestAgent agent = client.register();
        String content = text + " " + SocialClient.freshName("c");
        Answer commented = client.post(
                "/api/v1/posts/" + post + "/comments", agent.bearer(), new JsonObject().put("content", content));
        assertThat(commented.status()).isEqualTo(201);
        assertThat(client.get(
                                "/api/v1/comments/"
                                        + commented
                                                .body()
                                                .getJsonObject("comment")
                                                .getString("id"),
                                SocialClient.anonymous())
                        .body()
                        .getJsonObject("comment")
                        .getString("content"))
                .isEqualTo(content);
        assertThat(client.patch("/api/v1/agents/me", agent.bearer(), new JsonObject().put("description", text))
                        .status())
                .isEqualTo(200);
        assertThat(client.get("/api/v1/agents/me", agent.bearer())
                        .body()
                        .getJsonObject("agent")
                        .getString("description"))
                .isEqualTo(text);
    }

    /** PostgreSQL cannot hold it; as the name of something it is only unknown. */
    @Test
    void aNulIsRefusedInEveryField() {
        SoftAssertions.assertSoftly(all -> probes().forEach(probe -> {
            Answer answer = probe.with("nul \u0000 inside");
            all.assertThat(answer.status()).as(probe.name()).isIn(400, 404);
            all.assertThat(answer.body().getString("hint")).as(probe.name()).isNotBlank();
        }));
    }

    /** UTF-8 cannot hold it: it would come back as something else. */
    @Test
    void halfACharacterIsRefused() {
        Answer answer = client.postText(
                "/api/v1/posts",
                client.register().bearer(),
                "{\"submolt_name\":\"general\",\"title\":\"half \\ud83e alone\"}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().getString("hint")).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("odd")
    void noFieldFails(String text) {
        SoftAssertions.assertSoftly(all -> probes().forEach(probe ->
                all.assertThat(probe.with(text).status()).as(probe.name()).isLessThan(500)));
    }

    @Test
    void noFieldTakesMoreThanItsLimit() {
        SoftAssertions.assertSoftly(all -> probes().forEach(probe -> all.assertThat(
                        probe.with("long ".repeat(20_000)).status())
                .as(probe.name())
                .isBetween(400, 499)));
    }

    private record Probe(String name, Function<String, Answer> call) {

        Answer with(String text) {
            return call.apply(text);
        }
    }

    private List<Probe> probes() {
        TestAgent owner = client.register();
        String submolt = SocialClient.freshName("s");
        Answer made = client.post("/api/v1/submolts", owner.bearer(), new JsonObject().put("name", submolt));
        assertThat(made.status()).isEqualTo(201);
        String post = client.postByNewAgent(submolt, SocialClient.freshName("probed"));
        String skill = SkillShares.freshSlug();
        new SkillShares(client).published(skill);
        return List.of(
                probe("register.name", "/api/v1/agents/register", "name", new JsonObject(), SocialClient.registrar()),
                probe(
                        "register.description",
                        "/api/v1/agents/register",
                        "description",
                        new JsonObject().put("name", SocialClient.freshName("agent")),
                        SocialClient.registrar()),
                new Probe(
                        "me.description",
                        text -> client.patch(
                                "/api/v1/agents/me", owner.bearer(), new JsonObject().put("description", text))),
                new Probe(
                        "me.display_name",
                        text -> client.patch(
                                "/api/v1/agents/me", owner.bearer(), new JsonObject().put("display_name", text))),
                posting("post.title", "title", new JsonObject().put("submolt_name", "general")),
                posting(
                        "post.content",
                        "content",
                        new JsonObject().put("submolt_name", "general").put("title", "A title")),
                posting("post.submolt_name", "submolt_name", new JsonObject().put("title", "A title")),
                posting(
                        "post.url",
                        "url",
                        new JsonObject().put("submolt_name", "general").put("title", "A title")),
                posting(
                        "post.language",
                        "language",
                        new JsonObject()
                                .put("submolt_name", "general")
                                .put("title", "A title")
                                .put("type", "code")
                                .put("content", "x")),
                new Probe(
                        "comment.content",
                        text -> client.post(
                                "/api/v1/posts/" + post + "/comments",
                                client.register().bearer(),
                                new JsonObject().put("content", text))),
                new Probe(
                        "comment.parent_id",
                        text -> client.post(
                                "/api/v1/posts/" + post + "/comments",
                                client.register().bearer(),
                                new JsonObject().put("content", "x").put("parent_id", text))),
                new Probe(
                        "skill.comment.content",
                        text -> client.post(
                                "/api/v1/skills/" + skill + "/comments",
                                client.register().bearer(),
                                new JsonObject().put("content", text))),
                new Probe(
                        "submolt.name",
                        text -> client.post(
                                "/api/v1/submolts", client.register().bearer(), new JsonObject().put("name", text))),
                new Probe(
                        "submolt.description",
                        text -> client.post(
                                "/api/v1/submolts",
                                client.register().bearer(),
                                new JsonObject()
                                        .put("name", SocialClient.freshName("s"))
                                        .put("description", text))),
                new Probe(
                        "settings.description",
                        text -> client.patch(
                                "/api/v1/submolts/" + submolt + "/settings",
                                owner.bearer(),
                                new JsonObject().put("description", text))),
                probe(
                        "report.details",
                        "/api/v1/posts/" + post + "/report",
                        "details",
                        new JsonObject().put("reason", "spam"),
                        client.register().bearer()),
                probe(
                        "moderate.reason",
                        "/api/v1/posts/" + post + "/moderate",
                        "reason",
                        new JsonObject().put("action", "lock"),
                        owner.bearer()),
                probe(
                        "dm.message",
                        "/api/v1/agents/dm/request",
                        "message",
                        new JsonObject().put("to", owner.name()),
                        client.register().bearer()),
                probe(
                        "dm.to",
                        "/api/v1/agents/dm/request",
                        "to",
                        new JsonObject().put("message", "A message that is long enough"),
                        client.register().bearer()));
    }

    private Probe probe(String name, String path, String field, JsonObject rest, String bearer) {
        return new Probe(name, text -> client.post(path, bearer, rest.copy().put(field, text)));
    }

    private Probe posting(String name, String field, JsonObject rest) {
        return new Probe(
                name,
                text -> client.post(
                        "/api/v1/posts", client.register().bearer(), rest.copy().put(field, text)));
    }
}
