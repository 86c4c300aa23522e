package dev.tidepool.social.skill;

import static dev.tidepool.social.skill.SkillShares.SKILLS;
import static dev.tidepool.social.skill.SkillShares.flagged;
import static dev.tidepool.social.skill.SkillShares.freshSlug;
import static dev.tidepool.social.skill.SkillShares.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.kernel.test.Zips;
import dev.tidepool.social.test.CarefulSettings;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class SkillSharingTest {

    @Inject
    Pool pool;

    private final SocialClient client = new SocialClient();
    private final SkillShares shares = new SkillShares(client);
    private final String slug = freshSlug();

    @Test
    void aSkillIsPublishedAndRead() {
        TestAgent agent = client.register();
        Answer published = shares.publish(agent, slug, "1.0.0");
        assertThat(published.status()).isEqualTo(201);
        assertThat(published.headers().firstValue("Location"))
                .hasValueSatisfying(place -> assertThat(place).endsWith(SKILLS + "/" + slug + "/versions/1.0.0"));
        JsonObject skill = shares.skill(slug, client.register());
        assertThat(skill.getString("version")).isEqualTo("1.0.0");
        assertThat(skill.getString("status")).isEqualTo("published");
        assertThat(skill.getString("summary")).isEqualTo("Tells the tides of a place");
        assertThat(skill.getJsonArray("tags")).containsExactly("tides", "sea");
        assertThat(skill.getJsonObject("owner").getString("name")).isEqualTo(agent.name());
        JsonObject version = client.get(SKILLS + "/" + slug + "/versions/1.0.0", agent.bearer())
                .body()
                .getJsonObject("version");
        assertThat(version.getString("changelog")).isEqualTo("What is new");
        assertThat(version.getString("content_hash")).matches("[0-9a-f]{64}");
    }

    @Test
    void aVersionNeverChanges() {
        TestAgent agent = shares.published(slug);
        Answer again = shares.publish(agent, slug, "1.0.0");
        assertThat(again.status()).isEqualTo(200);
        Answer other = shares.publish(agent, "1.0.0", Zips.ofManifest(manifest(slug, "Other words")));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.body().getString("code")).isEqualTo("SKILL_VERSION_TAKEN");
        assertThat(shares.skill(slug, agent).getInteger("version_count")).isEqualTo(1);
    }

    @Test
    void theHighestStableVersionIsTheLatest() {
        TestAgent agent = shares.published(slug);
        shares.publish(agent, slug, "1.10.0");
        shares.publish(agent, slug, "1.9.0");
        shares.publish(agent, slug, "2.0.0-rc.1");
        assertThat(shares.skill(slug, agent).getString("version")).isEqualTo("1.10.0");
        assertThat(versions("?limit=2")).containsExactly("2.0.0-rc.1", "1.10.0");
        String cursor = client.get(SKILLS + "/" + slug + "/versions?limit=2", agent.bearer())
                .body()
                .getString("next_cursor");
        assertThat(versions("?limit=2&cursor=" + cursor)).containsExactly("1.9.0", "1.0.0");
    }

    @Test
    void filesOfAFormAreTheSameSkillAsAnArchive() {
        TestAgent agent = client.register();
        Answer answer = shares.publishFiles(
                agent,
                new JsonObject()
                        .put("slug", slug)
                        .put("displayName", "The tides")
                        .put("version", "1.0.0")
                        .put("changelog", "x".repeat(3000))
                        .put("acceptLicenseTerms", true)
                        .put("tags", List.of("latest")),
                Map.of("SKILL.md", manifest(slug, "Look."), "notes/places.txt", "Here"));
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
        String hash = answer.body().getJsonObject("version").getString("content_hash");
        byte[] zip = Zips.zip()
                .with("SKILL.md", manifest(slug, "Look."))
                .with("notes/places.txt", "Here")
                .bytes();
        assertThat(shares.publish(agent, "1.0.1", zip)
                        .body()
                        .getJsonObject("version")
                        .getString("content_hash"))
                .isEqualTo(hash);
        assertThat(client.text(SKILLS + "/" + slug + "/files/notes/places.txt", agent.bearer())
                        .body())
                .isEqualTo("Here");
        assertThat(client.get(SKILLS + "/" + slug + "/files", agent.bearer())
                        .body()
                        .getInteger("count"))
                .isEqualTo(2);
    }

    @Test
    void whatIsNoSkillIsRefusedAndNotStored() {
        TestAgent agent = client.register();
        refused(shares.publish(agent, "1.0.0", "no zip".getBytes(StandardCharsets.UTF_8)), 400, "ARCHIVE_REFUSED");
        refused(shares.publish(agent, "1.0.0", Zips.zip().with("x.md", "x").bytes()), 400, "SKILL_MALFORMED");
        refused(shares.publish(agent, "one", Zips.ofManifest(manifest(slug, "x"))), 400, "INVALID_FIELD");
        refused(shares.publish(agent, "search", "1.0.0"), 400, "SKILL_NAME_RESERVED");
        JsonObject payload = new JsonObject().put("version", "1.0.0").put("slug", "another");
        refused(
                shares.publishFiles(agent, payload, Map.of("SKILL.md", manifest(slug, "x"))),
                400,
                "SKILL_NAME_DIFFERS");
        refused(
                shares.publishFiles(agent, payload, Map.of("../SKILL.md", manifest(slug, "x"))),
                400,
                "ARCHIVE_REFUSED");
        assertThat(client.get(SKILLS + "/" + slug, agent.bearer()).status()).isEqualTo(404);
    }

    @Test
    void aNameBelongsToWhoTookItFirst() throws Exception {
        List<TestAgent> agents =
                IntStream.range(0, 6).mapToObj(number -> client.register()).toList();
        List<Integer> answers;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            answers = threads
                    .invokeAll(agents.stream()
                            .map(agent -> (Callable<Answer>) () -> shares.publish(agent, slug, "1.0.0"))
                            .toList())
                    .stream()
                    .map(answer -> answer.resultNow().status())
                    .sorted()
                    .toList();
        }
        assertThat(answers).containsExactly(201, 409, 409, 409, 409, 409);
    }

    @Test
    void whatIsFoundKeepsAVersionInQuarantineUntilItIsReleased() {
        TestAgent agent = client.register();
        Answer answer = shares.publish(agent, "1.0.0", Zips.ofManifest(flagged(slug)));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().getJsonObject("version").getString("status")).isEqualTo("quarantined");
        assertThat(answer.body().getJsonObject("version").getJsonArray("findings"))
                .isNotEmpty();
        TestAgent other = client.register();
        for (String path : List.of("", "/download", "/files", "/versions", "/versions/1.0.0")) {
            assertThat(client.get(SKILLS + "/" + slug + path, other.bearer()).status())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(listed("?owner=" + agent.name())).isEmpty();
        assertThat(client.text(SKILLS + "/" + slug + "/download", agent.bearer())
                        .status())
                .isEqualTo(200);
        String release = SKILLS + "/" + slug + "/versions/1.0.0/release";
        refused(client.post(release, agent.bearer(), new JsonObject()), 403, "SKILL_MODERATOR_REQUIRED");
        for (String nobody : List.of(
                foreignOwner(), SkillShares.person(organizationOf(agent), Role.OWNER, "social:read", "social:write"))) {
            assertThat(client.post(release, nobody, new JsonObject()).status()).isEqualTo(404);
        }
        String moderator = CarefulSettings.moderator(Role.OWNER);
        Answer released = client.post(release, moderator, new JsonObject());
        assertThat(released.status()).as("%s", released.body()).isEqualTo(200);
        assertThat(released.body().getJsonObject("version").getString("released_by"))
                .startsWith("account:");
        assertThat(listed("?owner=" + agent.name())).containsExactly(slug);
        assertThat(client.text(SKILLS + "/" + slug + "/download", other.bearer())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aModeratorOfTheSuiteReleasesAndTheVersionBeforeStaysInUseUntilThen() {
        TestAgent agent = shares.published(slug);
        shares.publish(agent, "1.1.0", Zips.ofManifest(flagged(slug)));
        assertThat(shares.skill(slug, client.register()).getString("version")).isEqualTo("1.0.0");
        String moderator = CarefulSettings.moderator(Role.ADMIN);
        assertThat(client.post(SKILLS + "/" + slug + "/versions/1.1.0/release", moderator, new JsonObject())
                        .status())
                .isEqualTo(200);
        assertThat(shares.skill(slug, client.register()).getString("version")).isEqualTo("1.1.0");
    }

    @Test
    void aDeletedSkillIsGoneUntilItsAgentUndeletesIt() {
        TestAgent agent = shares.published(slug);
        TestAgent other = client.register();
        refused(client.delete(SKILLS + "/" + slug, other.bearer()), 403, "SKILL_NOT_YOURS");
        assertThat(client.delete(SKILLS + "/" + slug, agent.bearer()).status()).isEqualTo(200);
        assertThat(client.get(SKILLS + "/" + slug, other.bearer()).status()).isEqualTo(404);
        refused(shares.publish(other, slug, "2.0.0"), 409, "SKILL_NAME_TAKEN");
        refused(shares.publish(agent, slug, "2.0.0"), 409, "SKILL_DELETED");
        assertThat(shares.act(agent, slug, "undelete").status()).isEqualTo(200);
        assertThat(client.get(SKILLS + "/" + slug, other.bearer()).status()).isEqualTo(200);
    }

    @Test
    void onlyAgentsPublish() {
        Answer answer = client.send(client.request(SKILLS, SocialClient.anonymous())
                .header("Content-Type", "application/zip")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofByteArray(new byte[0])));
        assertThat(answer.status()).isEqualTo(401);
    }

    private static void refused(Answer answer, int status, String code) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
        assertThat(answer.body().getString("code")).isEqualTo(code);
    }

    private List<String> versions(String query) {
        return client
                .get(
                        SKILLS + "/" + slug + "/versions" + query,
                        client.register().bearer())
                .body()
                .getJsonArray("versions")
                .stream()
                .map(version -> ((JsonObject) version).getString("version"))
                .toList();
    }

    private List<String> listed(String query) {
        return client.get(SKILLS + query, client.register().bearer()).body().getJsonArray("skills").stream()
                .map(skill -> ((JsonObject) skill).getString("slug"))
                .toList();
    }

    private static String foreignOwner() {
        return SkillShares.person(
                OrganizationId.fromString("01900000-0000-7000-8000-0000000000fe"),
                Role.OWNER,
                "social:read",
                "social:write");
    }

    private OrganizationId organizationOf(TestAgent agent) {
        return new OrganizationId(pool.preparedQuery("SELECT organization_id FROM social.agents WHERE id = $1")
                .execute(Tuple.of(agent.id().value()))
                .subscribeAsCompletionStage()
                .join()
                .iterator()
                .next()
                .getUUID(0));
    }
}
