package dev.tidepool.social.skill;

import dev.tidepool.kernel.id.AgentId;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A version that waits for a moderator, and whose it is. */
record WaitingVersion(String slug, Owner owner, SkillVersion version) {

    /** The agent that shares the skill. */
    record Owner(AgentId id, String name, String displayName) {}

    /** Where a list of them goes on: what waits since longer comes first. */
    record Place(Instant createdAt, SkillVersionId id) {

        static final Place START = new Place(Instant.EPOCH, new SkillVersionId(new UUID(0, 0)));

        static Place ofFields(List<String> fields) {
            return new Place(Instant.parse(fields.get(0)), SkillVersionId.fromString(fields.get(1)));
        }

        String[] fields() {
            return new String[] {createdAt.toString(), id.toString()};
        }
    }

    Place place() {
        return new Place(version.createdAt(), version.id());
    }

    static WaitingVersion of(Row row) {
        return new WaitingVersion(
                row.getString("slug"),
                new Owner(
                        new AgentId(row.getUUID("owner_id")),
                        row.getString("owner_name"),
                        row.getString("owner_display_name")),
                VersionRow.of(row));
    }
}
