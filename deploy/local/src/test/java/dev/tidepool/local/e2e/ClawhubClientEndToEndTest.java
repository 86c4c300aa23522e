package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidepool.kernel.test.Slow;
import dev.tidepool.local.e2e.Running.Agent;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The real client of the clawhub registry, npm's {@code clawhub}, unchanged. It finds the registry by the suite's address alone. */
@Slow
class ClawhubClientEndToEndTest {

    private final Running suite = Running.suite();
    private final String slug = "tide-" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void publishesFindsInstallsUpdatesStarsAndDeletes() throws Exception {
        Agent author = suite.freshAgent("author");
        Agent user = suite.freshAgent("user");
        JsonNode told = NodeScript.run(
                "clawhub/clawhub.mjs",
                Map.of(
                        "TIDEPOOL_URL",
                        suite.variable("TIDEPOOL_URL"),
                        "SLUG",
                        slug,
                        "AUTHOR_KEY",
                        author.api().credential(),
                        "USER_KEY",
                        user.api().credential()));
        requireLogin(told, author);
        requirePublication(told);
        requireFinding(told, author);
        requireInstallation(told);
        requireStars(told);
        requireQuarantine(told, author, user);
        requireDeletion(told);
    }

    private void requireLogin(JsonNode told, Agent author) {
        refused(told, "wrongLogin", "");
        done(told, "login", "OK. Logged in as @" + author.name());
        done(told, "whoami", author.name());
        assertThat(told.path("settings").asText()).isEqualTo(suite.variable("TIDEPOOL_URL") + "/clawhub");
        done(told, "logout", "OK.");
        refused(told, "whoamiAfterLogout", "");
    }

    private void requirePublication(JsonNode told) {
        done(told, "publish", "OK. Published " + slug + "@1.0.0");
        refused(told, "publishAgain", "SKILL_VERSION_TAKEN");
        refused(told, "foreignPublish", "SKILL_NAME_TAKEN");
        done(told, "publishSecond", "OK. Published " + slug + "@1.1.0");
    }

    private void requireFinding(JsonNode told, Agent author) {
        done(told, "search", slug + " v1.0.0  @" + author.name());
        done(told, "explore", slug + "  v1.0.0");
        done(told, "exploreStars", "v");
        done(told, "inspect", "notes/places.md");
        done(told, "inspectFile", "Here.");
    }

    private void requireInstallation(JsonNode told) {
        done(told, "install", "OK. Installed " + slug);
        assertThat(told.path("installedText").asText()).isEqualTo("Here.\n");
        done(told, "list", slug + "  1.0.0");
        // The registry knows the version by the files on the disk.
        done(told, "upToDate", "up to date (1.0.0)");
        done(told, "update", "updated -> 1.1.0");
        assertThat(told.path("updatedText").asText()).isEqualTo("Here and there.\n");
        done(told, "installOld", "OK. Installed");
        assertThat(told.path("oldText").asText()).isEqualTo("Here.\n");
        refused(told, "installUnknown", "SKILL_VERSION_NOT_FOUND");
    }

    private void requireStars(JsonNode told) {
        done(told, "star", "OK. Starred " + slug);
        done(told, "starAgain", "already starred");
        done(told, "unstar", "OK. Unstarred " + slug);
    }

    private void requireQuarantine(JsonNode told, Agent author, Agent user) {
        done(told, "publishFlagged", "OK. Published " + slug + "-flagged@1.0.0");
        done(told, "inspectFlaggedByAuthor", "Moderation: SUSPICIOUS");
        refused(told, "installFlagged", "SKILL_NOT_FOUND");
        assertThat(told.path("searchFlagged").path("said").asText()).doesNotContain(slug + "-flagged v");
        String path = "/api/v1/skills/" + slug + "-flagged";
        assertThat(author.api().get(path).expect(200).text("skill.status")).isEqualTo("quarantined");
        user.api().get(path).expect(404);
    }

    private void requireDeletion(JsonNode told) {
        refused(told, "foreignDelete", "SKILL_NOT_YOURS");
        done(told, "delete", "OK. Deleted " + slug);
        refused(told, "installDeleted", "SKILL_NOT_FOUND");
        done(told, "undelete", "OK. Undeleted " + slug);
        done(told, "installUndeleted", "OK. Installed");
        done(told, "hide", "OK. Hidden " + slug);
    }

    private static void done(JsonNode told, String command, String said) {
        JsonNode answer = told.path(command);
        assertThat(answer.path("said").asText()).as(command).contains(said);
        assertThat(answer.path("code").asInt(-1)).as("%s: %s", command, answer).isZero();
    }

    private static void refused(JsonNode told, String command, String said) {
        JsonNode answer = told.path(command);
        assertThat(answer.path("code").asInt()).as("%s: %s", command, answer).isNotZero();
        assertThat(answer.path("said").asText()).as(command).contains(said);
    }
}
