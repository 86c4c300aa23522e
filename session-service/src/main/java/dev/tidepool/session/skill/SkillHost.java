package dev.tidepool.session.skill;

import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.skill.manifest.SkillEnvironment;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Set;

/** What this service offers to skills. It runs no programs of the machine, and has no configuration of OpenClaw. */
@ApplicationScoped
class SkillHost {

    private final SkillSecrets secrets;

    SkillHost(SkillSecrets secrets) {
        this.secrets = secrets;
    }

    Uni<SkillEnvironment> environment(SqlConnection transaction, OrganizationId organization) {
        return secrets.names(transaction, organization)
                .map(names ->
                        new SkillEnvironment(system(System.getProperty("os.name", "")), Set.of(), names, Set.of()));
    }

    /** Node's name of an operating system. */
    private static String system(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("mac")) {
            return "darwin";
        }
        return lower.startsWith("windows") ? "win32" : "linux";
    }
}
