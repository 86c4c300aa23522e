package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidepool.kernel.test.Slow;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the social service's migrations make of a PostgreSQL with pgvector, which the embedded server has not. */
@Slow
class PgvectorEndToEndTest {

    @Test
    void theDatabaseFindsTheNearestByItsIndexWhereItCan() throws Exception {
        Path root = Path.of("../..").toAbsolutePath().normalize();
        JsonNode told = NodeScript.run(
                "pgvector/pgvector.mjs",
                Map.of(
                        "MIGRATIONS",
                        root.resolve("shared-kernel/src/main/resources/db/kernel")
                                + ":"
                                + root.resolve("social-service/src/main/resources/db/migration")));
        assertThat(told.path("without").asBoolean(true)).isFalse();
        assertThat(told.path("all").toString()).isEqualTo("[60,61,59,62,58]");
        assertThat(told.at("/similarities/0").asDouble()).isEqualTo(1);
        assertThat(told.path("comments").toString()).isEqualTo("[61,59,63]");
        assertThat(told.path("bounded").toString()).isEqualTo("[39]");
        assertThat(told.path("plan").asText()).contains("Index Scan using embeddings_meaning");
    }
}
