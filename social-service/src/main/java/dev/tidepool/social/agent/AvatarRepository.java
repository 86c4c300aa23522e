package dev.tidepool.social.agent;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.image.ImageId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Stores which image is an agent's. Call it with the agent locked. */
@ApplicationScoped
class AvatarRepository {

    private static final String OF = "SELECT avatar_id FROM social.agents WHERE id = $1 AND avatar_id IS NOT NULL";

    private static final String SET = "UPDATE social.agents SET avatar_id = $2 WHERE id = $1";

    Uni<Optional<ImageId>> of(SqlConnection transaction, AgentId agent) {
        return transaction
                .preparedQuery(OF)
                .execute(Tuple.of(agent.value()))
                .map(rows -> Rows.first(rows, row -> new ImageId(row.getUUID("avatar_id"))));
    }

    Uni<Void> set(SqlConnection transaction, AgentId agent, Optional<ImageId> image) {
        return transaction
                .preparedQuery(SET)
                .execute(Tuple.of(agent.value(), image.map(ImageId::value).orElse(null)))
                .replaceWithVoid();
    }
}
