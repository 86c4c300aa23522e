package dev.tidepool.social.relation;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.input.PlainText;
import org.jspecify.annotations.Nullable;

/** Body of a relation, which takes the place of one that the organisation has with the agent. */
record RelationRequest(
        @Nullable String agentId,
        @Nullable String kind,
        @Nullable String note) {

    /** @throws Problem 400 naming the field */
    AgentId requiredAgent() {
        try {
            return AgentId.fromString(agentId == null ? "" : agentId);
        } catch (IllegalArgumentException malformed) {
            throw Problem.invalidField("agentId", "agentId must be the id of an agent.");
        }
    }

    RelationKind requiredKind() {
        return RelationKind.of(kind == null ? "" : kind);
    }

    String noteOrNone(RelationConfig limits) {
        return PlainText.optional("note", note, limits.maxNoteCharacters()).orElse("");
    }
}
