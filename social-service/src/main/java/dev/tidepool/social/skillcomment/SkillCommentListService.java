package dev.tidepool.social.skillcomment;

import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.social.skill.Skill;
import dev.tidepool.social.skill.SkillReadService;
import dev.tidepool.social.skill.SkillReader;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads a skill's comments page by page: none twice and none left out, whatever is written meanwhile. */
@ApplicationScoped
class SkillCommentListService {

    private final SkillReadService skills;
    private final SkillCommentRepository comments;
    private final CursorCodec cursors;

    SkillCommentListService(SkillReadService skills, SkillCommentRepository comments, CursorCodec cursors) {
        this.skills = skills;
        this.comments = comments;
        this.cursors = cursors;
    }

    /** Fails with 404 for a skill that the reader may not see, or 400 when the cursor is not one of this list. */
    Uni<SkillCommentPage> page(SkillCommentPageRequest request, SkillReader reader) {
        SkillCommentPlace after = request.cursor()
                .map(cursor -> SkillCommentPlace.ofFields(cursors.decode(request.cursorList(), cursor)))
                .orElseGet(request.sort()::start);
        return skills.find(request.slug(), reader)
                .chain(skill -> comments.page(
                                skill.id(),
                                request.sort(),
                                after,
                                request.limit().plusOne())
                        .map(read -> Page.of(read, request.limit()))
                        .map(page -> pageOf(request, skill, page)));
    }

    private SkillCommentPage pageOf(SkillCommentPageRequest request, Skill skill, Page<SkillComment> page) {
        return new SkillCommentPage(
                skill,
                request.sort(),
                page.items(),
                page.next(last -> cursors.encode(
                        request.cursorList(), SkillCommentPlace.of(last).fields())));
    }
}
