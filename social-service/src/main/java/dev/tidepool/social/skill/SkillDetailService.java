package dev.tidepool.social.skill;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** One skill as a reader sees it: with its latest version and what the reader thinks of it. */
@ApplicationScoped
class SkillDetailService {

    private final SkillReadService reads;
    private final StandingRepository standings;

    SkillDetailService(SkillReadService reads, StandingRepository standings) {
        this.reads = reads;
        this.standings = standings;
    }

    /** Fails with 404. */
    Uni<SharedSkillDetailView> read(String slug, SkillReader reader) {
        return reads.find(slug, Optional.empty(), reader)
                .chain(found -> opinion(found.skill(), reader)
                        .map(opinion -> SharedSkillDetailView.of(found.skill(), found.version(), opinion, reader)));
    }

    private Uni<StandingRepository.Opinion> opinion(Skill skill, SkillReader reader) {
        return reader.agent()
                .map(agent -> standings.seen(agent, skill.id()))
                .orElseGet(() -> Uni.createFrom().item(StandingRepository.Opinion.NONE));
    }
}
