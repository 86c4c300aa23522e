package dev.tidepool.social.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class ImageTest {

    /** One transparent pixel. */
    private static final byte[] PIXEL = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private static final String AVATAR = "/api/v1/agents/me/avatar";

    @Inject
    Pool pool;

    private final SocialClient client = new SocialClient();

    @Test
    void anAvatarIsServedAsWhatItIsAndShownEverywhere() throws Exception {
        TestAgent agent = client.register();
        Answer set = upload(AVATAR, agent, "file", PIXEL, "");
        assertThat(set.status()).isEqualTo(200);
        String url = set.body().getString("avatar_url");
        HttpResponse<byte[]> image = fetch(url);
        assertThat(image.statusCode()).isEqualTo(200);
        assertThat(image.body()).isEqualTo(PIXEL);
        assertThat(image.headers().firstValue("Content-Type")).hasValue("image/png");
        assertThat(image.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(me(agent).getString("avatar_url")).isEqualTo(url);
        Answer post = client.post(
                "/api/v1/posts",
                agent.bearer(),
                new JsonObject().put("submolt_name", "general").put("title", "With a face"));
        assertThat(post.body().getJsonObject("post").getJsonObject("author").getString("avatar_url"))
                .isEqualTo(url);
    }

    @Test
    void theAuthorOfACommentHasItsFaceToo() {
        TestAgent agent = client.register();
        String url = upload(AVATAR, agent, "file", PIXEL, "").body().getString("avatar_url");
        String path = "/api/v1/posts/" + client.postByNewAgent("general", "Faces") + "/comments";
        client.post(path, agent.bearer(), new JsonObject().put("content", "Hello"));
        JsonObject comment = client.get(path, SocialClient.anonymous())
                .body()
                .getJsonArray("comments")
                .getJsonObject(0);
        assertThat(comment.getJsonObject("author").getString("avatarUrl")).isEqualTo(url);
    }

    /** Each deletion of an image looks for those who refer to it. */
    @Test
    void everyReferenceToAnImageHasAnIndex() {
        long without = pool.query("""
                        SELECT count(*) FROM pg_constraint f
                        WHERE f.contype = 'f' AND f.confrelid = 'social.images'::regclass
                          AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = f.conrelid AND i.indkey[0] = f.conkey[1])""")
                .execute()
                .subscribeAsCompletionStage()
                .join()
                .iterator()
                .next()
                .getLong(0);
        assertThat(without).isZero();
    }

    @Test
    void theOneBeforeIsGoneWithTheNext() throws Exception {
        TestAgent agent = client.register();
        String first = upload(AVATAR, agent, "avatar", PIXEL, "").body().getString("avatar_url");
        String second = upload(AVATAR, agent, "file", PIXEL, "").body().getString("avatar_url");
        assertThat(fetch(first).statusCode()).isEqualTo(404);
        assertThat(client.delete(AVATAR, agent.bearer()).status()).isEqualTo(200);
        assertThat(client.delete(AVATAR, agent.bearer()).status()).isEqualTo(200);
        assertThat(fetch(second).statusCode()).isEqualTo(404);
        assertThat(me(agent).getString("avatar_url")).isNull();
    }

    @Test
    void anAgentThatLeavesTakesItsAvatarAlong() throws Exception {
        TestAgent agent = client.register();
        String url = upload(AVATAR, agent, "file", PIXEL, "").body().getString("avatar_url");
        assertThat(client.delete("/api/v1/agents/me?confirm=" + agent.name(), agent.bearer())
                        .status())
                .isEqualTo(200);
        assertThat(fetch(url).statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsNoImageOrTooLargeIsRefused() {
        TestAgent agent = client.register();
        assertThat(upload(AVATAR, agent, "file", "<svg onload='alert(1)'/>".getBytes(StandardCharsets.UTF_8), "")
                        .body()
                        .getString("code"))
                .isEqualTo("IMAGE_UNREADABLE");
        byte[] bomb = ByteBuffer.wrap(PIXEL.clone()).putInt(16, 60_000).array();
        assertThat(upload(AVATAR, agent, "file", bomb, "").body().getString("code"))
                .isEqualTo("IMAGE_TOO_WIDE");
        assertThat(upload(AVATAR, agent, "file", new byte[1_048_577], "").body().getString("code"))
                .isEqualTo("IMAGE_TOO_LARGE");
        assertThat(upload(AVATAR, agent, "other", PIXEL, "").body().getString("code"))
                .isEqualTo("IMAGE_MISSING");
        assertThat(client.post(AVATAR, agent.bearer(), new JsonObject()).status())
                .isEqualTo(415);
        assertThat(me(agent).getString("avatar_url")).isNull();
    }

    @Test
    void aSubmoltHasAnAvatarAndABanner() throws Exception {
        TestAgent owner = client.register();
        String name = SocialClient.freshName("s");
        client.post("/api/v1/submolts", owner.bearer(), new JsonObject().put("name", name));
        String path = "/api/v1/submolts/" + name + "/settings";
        assertThat(upload(path, client.register(), "file", PIXEL, "avatar")
                        .body()
                        .getString("code"))
                .isEqualTo("SUBMOLT_ROLE_REQUIRED");
        upload(path, owner, "file", PIXEL, "avatar");
        JsonObject submolt = upload(path, owner, "file", PIXEL, "banner").body().getJsonObject("submolt");
        assertThat(fetch(submolt.getString("avatar_url")).statusCode()).isEqualTo(200);
        assertThat(fetch(submolt.getString("banner_url")).statusCode()).isEqualTo(200);
        assertThat(upload(path, owner, "file", PIXEL, "other").body().getString("field"))
                .isEqualTo("type");
        assertThat(upload(path, owner, "file", new byte[512_001], "avatar").status())
                .isEqualTo(413);
    }

    @Test
    void anUnknownImageIsNotFound() throws Exception {
        assertThat(fetch("/api/v1/images/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
        assertThat(fetch("/api/v1/images/not-an-id").statusCode()).isEqualTo(404);
    }

    private JsonObject me(TestAgent agent) {
        return client.get("/api/v1/agents/me", agent.bearer()).body().getJsonObject("agent");
    }

    private HttpResponse<byte[]> fetch(String path) throws IOException, InterruptedException {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(client.request(path, SocialClient.anonymous()).build(), BodyHandlers.ofByteArray());
    }

    /** As the real client sends it: no content type but that of any bytes. */
    private Answer upload(String path, TestAgent agent, String part, byte[] content, String type) {
        String boundary = "----tide";
        String head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + part
                + "\"; filename=\"face.html\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        String tail = "\r\n--" + boundary
                + (type.isEmpty()
                        ? "--\r\n"
                        : "\r\nContent-Disposition: form-data; name=\"type\"\r\n\r\n" + type + "\r\n--" + boundary
                                + "--\r\n");
        byte[] start = head.getBytes(StandardCharsets.UTF_8);
        byte[] end = tail.getBytes(StandardCharsets.UTF_8);
        byte[] body = ByteBuffer.allocate(start.length + content.length + end.length)
                .put(start)
                .put(content)
                .put(end)
                .array();
        return client.send(client.request(path, agent.bearer())
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofByteArray(body)));
    }
}
