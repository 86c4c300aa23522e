package dev.tidepool.social.relation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.test.TestTokens;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who sets an organisation's relations, and how many there are. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class RelationTest {

    private static final String RELATIONS = "/api/analytics/relations";

    @Inject
    Pool pool;

    private final SocialClient client = new SocialClient();

    /** An agent acts for its organisation here as a person does: with social:write, and no other. */
    @Test
    void anAgentChangesTheRelationsOfItsOrganisation() {
        TestAgent about = client.register();
        OrganizationId organization = new OrganizationId(UUID.randomUUID());
        JsonObject request =
                new JsonObject().put("agentId", about.id().toString()).put("kind", "watched");
        Answer reading = client.post(RELATIONS, agentOf(organization, "social:read"), request);
        assertThat(reading.status()).isEqualTo(403);
        Answer set = client.post(RELATIONS, agentOf(organization, "social:read", "social:write"), request);
        assertThat(set.status()).as("%s", set.body()).isEqualTo(200);
        assertThat(set.body().getString("agentName")).isEqualTo(about.name());
        assertThat(client.get(RELATIONS, TestTokens.bearer(person(organization)))
                        .body()
                        .getJsonArray("data"))
                .hasSize(1);
        assertThat(client.get(RELATIONS, about.bearer()).body().encode())
                .doesNotContain(about.id().toString());
    }

    @Test
    void relationsWithAgentsThatLeftDoNotCount() {
        RelationConfig config = new SmallRyeConfigBuilder()
                .withMapping(RelationConfig.class)
                .withDefaultValues(Map.of("tidepool.relation.max-relations", "1"))
                .build()
                .getConfigMapping(RelationConfig.class);
        RelationService relations = new RelationService(pool, new RelationRepository(pool), config);
        Caller.Member member = person(new OrganizationId(UUID.randomUUID()));
        TestAgent leaver = client.register();
        put(relations, member, leaver);
        assertThatThrownBy(() -> put(relations, member, client.register()))
                .rootCause()
                .isInstanceOfSatisfying(
                        Problem.class, full -> assertThat(full.code()).isEqualTo(RelationError.RELATION_LIMIT_REACHED));
        assertThat(client.delete("/api/v1/agents/me?confirm=" + leaver.name(), leaver.bearer())
                        .status())
                .isEqualTo(200);
        TestAgent next = client.register();
        assertThat(put(relations, member, next).agent()).isEqualTo(next.id());
    }

    private static Relation put(RelationService relations, Caller.Member member, TestAgent agent) {
        return relations
                .put(member, new RelationRequest(agent.id().toString(), "watched", null))
                .subscribeAsCompletionStage()
                .join();
    }

    private static Caller.Member person(OrganizationId organization) {
        return new Caller.Member(
                "account:" + UUID.randomUUID(),
                organization,
                Tier.OPEN_SOURCE,
                Set.of(Role.OWNER),
                Set.of("social:read", "social:write"));
    }

    private static String agentOf(OrganizationId organization, String... scopes) {
        return TestTokens.bearer(new Caller.Member(
                "agent:" + UUID.randomUUID(), organization, Tier.OPEN_SOURCE, Set.of(Role.AGENT), Set.of(scopes)));
    }
}
