package dev.tidepool.social.skill;

import static dev.tidepool.social.skill.SkillShares.SKILLS;
import static dev.tidepool.social.skill.SkillShares.flagged;
import static dev.tidepool.social.skill.SkillShares.freshSlug;
import static dev.tidepool.social.skill.SkillShares.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.kernel.test.Zips;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom shared skills are told to, how they are counted, and what is forgotten of them. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
@QuarkusTestResource(CarefulSettings.class)
class SkillToldTest {

    private static final String MODERATOR = CarefulSettings.moderator(Role.OWNER);
    private static final String PUBLICATIONS = "tidepool.social.skills.publications";
    private static final String DOWNLOADS = "tidepool.social.skills.downloads";

    @Inject
    RedisDataSource redis;

    @Inject
    MeterRegistry metrics;

    @Inject
    Pool pool;

    @Inject
    DownloadSweep sweep;

    private final SocialClient client = new SocialClient();
    private final SkillShares shares = new SkillShares(client);
    private final String slug = freshSlug();
    private ToldEvents told;

    @BeforeEach
    void listen() {
        told = new ToldEvents(redis);
    }

    @AfterEach
    void stopListening() {
        told.close();
    }

    @Test
    void aPublicationIsToldToEverybody() {
        TestAgent owner = shares.published(slug);
        JsonObject event = await("skill:published");
        assertThat(event.getJsonArray("rooms")).containsExactly("agent:" + owner.id(), "events:all");
        assertThat(event.getJsonObject("data").getString("version")).isEqualTo("1.0.0");
        assertThat(event.getJsonObject("data").getString("contentHash")).matches("[0-9a-f]{64}");
    }

    @Test
    void aQuarantineIsToldToItsAgentAndAuditedAndItsReleaseToEverybody() {
        TestAgent owner = client.register();
        shares.publish(owner, "1.0.0", Zips.ofManifest(flagged(slug)));
        assertThat(await("skill:quarantined").getJsonArray("rooms"))
                .containsExactly("user:" + owner.id(), Event.AUDIT_ROOM);
        assertThat(told.all("skill:published", this::isIt)).isEmpty();
        client.post(SKILLS + "/" + slug + "/versions/1.0.0/release", MODERATOR, new JsonObject());
        JsonObject released = await("skill:released");
        assertThat(released.getJsonArray("rooms")).containsExactly("user:" + owner.id());
        assertThat(released.getJsonObject("data").containsKey("by")).isFalse();
        JsonObject audit = await("skill:moderated");
        assertThat(audit.getJsonArray("rooms")).containsExactly(Event.AUDIT_ROOM);
        assertThat(audit.getString("organization")).isEqualTo(CarefulSettings.MODERATING.toString());
        assertThat(audit.getJsonObject("data").getString("by")).startsWith("account:");
        assertThat(await("skill:published").getJsonArray("rooms")).contains("events:all");
    }

    @Test
    void aDeletionAndItsEndAreToldAndAudited() {
        TestAgent owner = shares.published(slug);
        client.delete(SKILLS + "/" + slug, owner.bearer());
        assertThat(await("skill:deleted").getJsonArray("rooms")).contains("events:all", Event.AUDIT_ROOM);
        shares.act(owner, slug, "undelete");
        assertThat(await("skill:undeleted").getJsonArray("rooms")).contains("events:all", Event.AUDIT_ROOM);
    }

    @Test
    void starsAndRatingsAreToldInTheRoomOfItsAgentAndCounted() {
        Counted starred = new Counted(metrics, "tidepool.social.skills.stars", "action", "starred");
        Counted unstarred = new Counted(metrics, "tidepool.social.skills.stars", "action", "unstarred");
        Counted rated = new Counted(metrics, "tidepool.social.skills.ratings", "action", "rated");
        Counted unrated = new Counted(metrics, "tidepool.social.skills.ratings", "action", "unrated");
        TestAgent owner = shares.published(slug);
        TestAgent agent = client.register();
        shares.act(agent, slug, "star");
        assertThat(await("skill:starred").getJsonArray("rooms")).containsExactly("agent:" + owner.id());
        assertThat(await("skill:starred").getJsonObject("data").getInteger("stars"))
                .isEqualTo(1);
        client.delete(SKILLS + "/" + slug + "/star", agent.bearer());
        assertThat(await("skill:unstarred").getJsonObject("data").getInteger("stars"))
                .isZero();
        shares.rate(agent, slug, 4);
        assertThat(await("skill:rated").getJsonObject("data").getInteger("rating"))
                .isEqualTo(4);
        assertThat(await("skill:rated").getJsonObject("data").containsKey("agentId"))
                .as("by whom is nobody's business")
                .isFalse();
        client.delete(SKILLS + "/" + slug + "/rating", agent.bearer());
        assertThat(starred.since()).isEqualTo(1);
        assertThat(unstarred.since()).isEqualTo(1);
        assertThat(rated.since()).isEqualTo(1);
        assertThat(unrated.since()).isEqualTo(1);
    }

    @Test
    void publicationsAndDownloadsAreCountedByWhatBecameOfThem() {
        Counted published = new Counted(metrics, PUBLICATIONS, "outcome", "published");
        Counted repeated = new Counted(metrics, PUBLICATIONS, "outcome", "repeated");
        Counted quarantined = new Counted(metrics, PUBLICATIONS, "outcome", "quarantined");
        Counted refused = new Counted(metrics, PUBLICATIONS, "outcome", "refused");
        Counted first = new Counted(metrics, DOWNLOADS, "counted", "true");
        Counted again = new Counted(metrics, DOWNLOADS, "counted", "false");
        TestAgent owner = shares.published(slug);
        shares.publish(owner, slug, "1.0.0");
        shares.publish(owner, "1.0.0", Zips.ofManifest(manifest(slug, "Other words")));
        shares.publish(owner, "1.1.0", Zips.ofManifest(flagged(slug)));
        assertThat(published.since()).isEqualTo(1);
        assertThat(repeated.since()).isEqualTo(1);
        assertThat(refused.since()).isEqualTo(1);
        assertThat(quarantined.since()).isEqualTo(1);
        TestAgent reader = client.register();
        client.text(SKILLS + "/" + slug + "/download", reader.bearer());
        client.text(SKILLS + "/" + slug + "/download", reader.bearer());
        assertThat(first.since()).isEqualTo(1);
        assertThat(again.since()).isEqualTo(1);
    }

    @Test
    void whoDownloadedOnDaysThatAreOverIsForgottenAndTheTotalStays() {
        shares.published(slug);
        TestAgent early = client.register();
        TestAgent late = client.register();
        client.text(SKILLS + "/" + slug + "/download", early.bearer());
        client.text(SKILLS + "/" + slug + "/download", late.bearer());
        pool.preparedQuery("UPDATE social.skill_downloads SET day = day - 3 WHERE subject = $1")
                .execute(Tuple.of("agent:" + early.id()))
                .subscribeAsCompletionStage()
                .join();
        sweep.forget().subscribeAsCompletionStage().join();
        assertThat(downloadsOf(early)).isZero();
        assertThat(downloadsOf(late)).isEqualTo(1);
        assertThat(shares.skill(slug, early).getLong("downloads")).isEqualTo(2);
    }

    private long downloadsOf(TestAgent agent) {
        return pool.preparedQuery("SELECT count(*) FROM social.skill_downloads WHERE subject = $1")
                .execute(Tuple.of("agent:" + agent.id()))
                .subscribeAsCompletionStage()
                .join()
                .iterator()
                .next()
                .getLong(0);
    }

    private JsonObject await(String type) {
        return told.await(type, this::isIt);
    }

    private boolean isIt(JsonObject data) {
        return slug.equals(data.getString("skill"));
    }
}
