package dev.tidepool.gateway.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Keys;
import dev.tidepool.gateway.support.Organizations;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class EndedKeysTest {

    @Inject
    EndedKeys job;

    @Inject
    Pool pool;

    @Test
    void deletesWhatEndedLongAgoAndNothingElse() {
        String live = key("live", "created_at = now() - interval '200 days'");
        String revoked = key("revoked long ago", "revoked_at = now() - interval '91 days'");
        String lately = key("revoked lately", "revoked_at = now() - interval '89 days'");
        String expired = key(
                "expired long ago",
                "created_at = now() - interval '100 days', expires_at = now() - interval '91 days'");
        String ofFile = key(
                "of the file",
                "revoked_at = now() - interval '91 days', bootstrap_hash = encode(sha256(id::text::bytea), 'hex')");
        String agents = key("an agent's", "revoked_at = now() - interval '91 days', agent_id = id, role = 'agent'");
        job.delete().await().indefinitely();
        assertThat(stored(live, revoked, lately, expired, ofFile, agents))
                .containsExactlyInAnyOrder(live, lately, ofFile, agents);
    }

    @Test
    void deletesMoreThanOneBatch() {
        UUID pattern = UUID.fromString(key("the pattern", "name = name"));
        pool.preparedQuery("""
                        INSERT INTO gateway.api_key
                          (id, organization_id, name, role, scopes, prefix, key_hash, created_at, text_issued_at, revoked_at)
                        SELECT gen_random_uuid(), k.organization_id, 'of many', k.role, k.scopes, k.prefix,
                          encode(sha256((k.id::text || n)::bytea), 'hex'),
                          now() - interval '200 days', now() - interval '200 days', now() - interval '100 days'
                        FROM gateway.api_key k, generate_series(1, 2500) AS n WHERE k.id = $1""").execute(Tuple.of(pattern)).await().indefinitely();
        job.delete().await().indefinitely();
        assertThat(pool.query("SELECT FROM gateway.api_key WHERE name = 'of many'")
                        .execute()
                        .await()
                        .indefinitely()
                        .size())
                .isZero();
    }

    private String key(String name, String change) {
        JsonObject made = Keys.create(Organizations.OTHER.key(), Keys.wanted(name, "chat:read"));
        pool.preparedQuery("UPDATE gateway.api_key SET " + change + " WHERE id = $1")
                .execute(Tuple.of(UUID.fromString(made.getString("id"))))
                .await()
                .indefinitely();
        return made.getString("id");
    }

    private List<String> stored(String... ids) {
        return Stream.of(ids)
                .filter(id -> pool.preparedQuery("SELECT FROM gateway.api_key WHERE id = $1")
                                .execute(Tuple.of(UUID.fromString(id)))
                                .await()
                                .indefinitely()
                                .size()
                        == 1)
                .toList();
    }
}
