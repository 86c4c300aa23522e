package dev.tidepool.social.skill;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Stars, ratings and downloads of skills, what they add up to, and how many comments there are. Writers hold the skill's row. */
@ApplicationScoped
class StandingRepository {

    private static final String STAR = """
            INSERT INTO social.skill_stars (agent_id, skill_id, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING""";

    private static final String UNSTAR =
            "DELETE FROM social.skill_stars WHERE agent_id = $1 AND skill_id = $2 RETURNING created_at";

    private static final String COUNT_STAR = "UPDATE social.skills SET stars = stars + $2 WHERE id = $1";

    private static final String COUNT_COMMENT =
            "UPDATE social.skills SET comment_count = comment_count + $2 WHERE id = $1";

    private static final String RATING =
            "SELECT rating FROM social.skill_ratings WHERE agent_id = $1 AND skill_id = $2";

    private static final String RATE = """
            INSERT INTO social.skill_ratings (agent_id, skill_id, rating, created_at, updated_at)
            VALUES ($1, $2, $3, $4, $4)
            ON CONFLICT (skill_id, agent_id) DO UPDATE SET rating = excluded.rating, updated_at = excluded.updated_at""";

    private static final String UNRATE = "DELETE FROM social.skill_ratings WHERE agent_id = $1 AND skill_id = $2";

    private static final String COUNT_RATING = """
            UPDATE social.skills SET rating_count = rating_count + $2, rating_sum = rating_sum + $3 WHERE id = $1""";

    /** In one statement: who downloads again on a day adds nothing. */
    private static final String DOWNLOADED = """
            WITH first AS (
                INSERT INTO social.skill_downloads (skill_id, subject, day) VALUES ($1, $2, $3)
                ON CONFLICT DO NOTHING RETURNING skill_id),
            signal AS (
                INSERT INTO social.trends AS t (kind, subject, hour, weight)
                SELECT 'skill', skill_id::text, date_trunc('hour', $4::timestamptz), 1 FROM first
                ON CONFLICT (kind, subject, hour) DO UPDATE SET weight = t.weight + excluded.weight)
            UPDATE social.skills k SET downloads = downloads + 1 FROM first WHERE k.id = first.skill_id""";

    private static final String SIGNAL = """
            INSERT INTO social.trends AS t (kind, subject, hour, weight)
            VALUES ('skill', $1, date_trunc('hour', $2::timestamptz), $3)
            ON CONFLICT (kind, subject, hour) DO UPDATE SET weight = t.weight + excluded.weight""";

    private static final String FORGET_DOWNLOADS = """
            DELETE FROM social.skill_downloads WHERE (skill_id, subject, day) IN
                (SELECT skill_id, subject, day FROM social.skill_downloads WHERE day < $1 LIMIT 1000)""";

    private static final String SEEN = """
            SELECT EXISTS (SELECT FROM social.skill_stars WHERE agent_id = $1 AND skill_id = $2) AS starred,
                   (SELECT rating FROM social.skill_ratings WHERE agent_id = $1 AND skill_id = $2) AS rating""";

    private final Pool pool;

    StandingRepository(Pool pool) {
        this.pool = pool;
    }

    /** What an agent thinks of a skill. */
    record Opinion(boolean starred, Optional<Integer> rating) {

        static final Opinion NONE = new Opinion(false, Optional.empty());
    }

    /** Whether it was not there yet. */
    Uni<Boolean> star(SqlConnection transaction, AgentId agent, SkillId skill, Instant now) {
        return transaction
                .preparedQuery(STAR)
                .execute(Tuple.of(agent.value(), skill.value(), now.atOffset(ZoneOffset.UTC)))
                .map(done -> done.rowCount() == 1);
    }

    /** Since when it was there; empty when it was not. */
    Uni<Optional<Instant>> unstar(SqlConnection transaction, AgentId agent, SkillId skill) {
        return transaction
                .preparedQuery(UNSTAR)
                .execute(Tuple.of(agent.value(), skill.value()))
                .map(rows -> Rows.first(
                        rows, row -> row.getOffsetDateTime("created_at").toInstant()));
    }

    Uni<Void> countComment(SqlConnection transaction, SkillId skill, int change) {
        return transaction
                .preparedQuery(COUNT_COMMENT)
                .execute(Tuple.of(skill.value(), change))
                .replaceWithVoid();
    }

    Uni<Void> countStar(SqlConnection transaction, SkillId skill, int change) {
        return transaction
                .preparedQuery(COUNT_STAR)
                .execute(Tuple.of(skill.value(), change))
                .replaceWithVoid();
    }

    Uni<Optional<Integer>> rating(SqlClient client, AgentId agent, SkillId skill) {
        return client.preparedQuery(RATING)
                .execute(Tuple.of(agent.value(), skill.value()))
                .map(rows -> Rows.first(rows, row -> row.getInteger("rating")));
    }

    Uni<Void> rate(SqlConnection transaction, AgentId agent, SkillId skill, int rating, Instant now) {
        return transaction
                .preparedQuery(RATE)
                .execute(Tuple.of(agent.value(), skill.value(), rating, now.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    Uni<Void> unrate(SqlConnection transaction, AgentId agent, SkillId skill) {
        return transaction
                .preparedQuery(UNRATE)
                .execute(Tuple.of(agent.value(), skill.value()))
                .replaceWithVoid();
    }

    Uni<Void> countRating(SqlConnection transaction, SkillId skill, int ratings, long sum) {
        return transaction
                .preparedQuery(COUNT_RATING)
                .execute(Tuple.of(skill.value(), ratings, sum))
                .replaceWithVoid();
    }

    /** Whether it is the first of this subject on this day, in UTC: it counts. */
    Uni<Boolean> downloaded(SkillId skill, String subject, Instant now) {
        return pool.preparedQuery(DOWNLOADED)
                .execute(Tuple.of(
                        skill.value(),
                        subject,
                        now.atOffset(ZoneOffset.UTC).toLocalDate(),
                        now.atOffset(ZoneOffset.UTC)))
                .map(done -> done.rowCount() == 1);
    }

    /** Adds to what moves the skill in the hour of a time. */
    Uni<Void> signal(SqlConnection transaction, SkillId skill, Instant time, long weight) {
        return transaction
                .preparedQuery(SIGNAL)
                .execute(Tuple.of(skill.toString(), time.atOffset(ZoneOffset.UTC), weight))
                .replaceWithVoid();
    }

    /** Deletes a batch of days before a time. True when there may be more. */
    Uni<Boolean> forgetDownloads(Instant before) {
        return pool.preparedQuery(FORGET_DOWNLOADS)
                .execute(Tuple.of(before.atOffset(ZoneOffset.UTC).toLocalDate()))
                .map(done -> done.rowCount() == 1000);
    }

    Uni<Opinion> seen(AgentId agent, SkillId skill) {
        return pool.preparedQuery(SEEN)
                .execute(Tuple.of(agent.value(), skill.value()))
                .map(rows -> rows.iterator().next())
                .map(row -> new Opinion(row.getBoolean("starred"), Optional.ofNullable(row.getInteger("rating"))));
    }
}
