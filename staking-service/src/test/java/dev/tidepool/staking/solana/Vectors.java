package dev.tidepool.staking.solana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What the reference client library produced: see make-vectors.js beside vectors.json. */
final class Vectors {

    private static final JsonNode ALL = load("/solana/vectors.json");
    private static final JsonNode POOLS = load("/solana/pool-vectors.json");

    private Vectors() {}

    static Stream<JsonNode> of(String group) {
        return StreamSupport.stream(ALL.required(group).spliterator(), false);
    }

    /** What the client library of the stake-pool program produced: see make-pool-vectors.js. */
    static Stream<JsonNode> ofPools(String group) {
        return StreamSupport.stream(POOLS.required(group).spliterator(), false);
    }

    static JsonNode lookupTable() {
        return ALL.required("lookupTable");
    }

    static PublicKey key(JsonNode node, String field) {
        return PublicKey.parse(text(node, field));
    }

    static byte[] transaction(JsonNode node, String field) {
        return Base64.getDecoder().decode(text(node, field));
    }

    static String text(JsonNode node, String field) {
        return node.required(field).asText();
    }

    private static JsonNode load(String resource) {
        try (InputStream stream = Vectors.class.getResourceAsStream(resource)) {
            return new ObjectMapper().readTree(Objects.requireNonNull(stream));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
