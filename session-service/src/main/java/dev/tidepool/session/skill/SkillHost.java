package dev.tidepool.session.skill;

import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.session.skill.manifest.SkillEnvironment;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Set;

/** What this service offers to skills. It runs no programs of the machine, and has no configuration of OpenClaw. */
@ApplicationScoped
public class SkillHost {

    private final SkillSecrets secrets;

    SkillHost(SkillSecrets secrets) {
        this.secrets = secrets;
    }

    public SkillEnvironment environment(OrganizationId organization) {
        return new SkillEnvironment(
                system(System.getProperty("os.name", "")), Set.of(), secrets.names(organization), Set.of());
    }

    /** A skill as it is shown to an organisation: with what it needs that is not there. */
    SkillDetailView describe(OrganizationId organization, SkillService.Found found) {
        return SkillDetailView.of(found, found.manifest().missingFrom(environment(organization)));
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
