package dev.tidepool.social.skill;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Takes a skill out of what others see, and back, for the agent that shares it. Its name stays its own. */
@ApplicationScoped
public class RemovalService {

    private static final Logger LOG = Logger.getLogger(RemovalService.class);

    private final HeldSkillService held;
    private final SkillRepository skills;

    RemovalService(HeldSkillService held, SkillRepository skills) {
        this.held = held;
        this.skills = skills;
    }

    /** Harmless to repeat. Fails with 403 or 404. */
    public Uni<Void> delete(AgentId agent, String slug) {
        return show(agent, slug, true);
    }

    /** Harmless to repeat. Fails with 403 or 404. */
    public Uni<Void> undelete(AgentId agent, String slug) {
        return show(agent, slug, false);
    }

    private Uni<Void> show(AgentId agent, String slug, boolean deleted) {
        return held.change(agent, slug, held -> {
            if (!held.skill().owner().id().equals(agent)) {
                throw Problem.of(SharedSkillError.SKILL_NOT_YOURS, "You can do this only to skills that you share.");
            }
            if (held.skill().isRemoved() && !deleted) {
                throw PublishRules.removed(held.skill());
            }
            if (held.skill().isDeleted() == deleted) {
                return Uni.createFrom().voidItem();
            }
            LOG.infof("event=skill_%s skill=%s agent=%s", deleted ? "deleted" : "undeleted", slug, agent);
            return skills.show(held.transaction(), held.skill().id(), deleted, held.now())
                    .chain(() -> this.held.tellShown(held, deleted));
        });
    }
}
