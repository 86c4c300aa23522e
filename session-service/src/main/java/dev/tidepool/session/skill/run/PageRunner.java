package dev.tidepool.session.skill.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.skill.manifest.SkillSpec;
import dev.tidepool.session.browser.BrowserService;
import dev.tidepool.session.browser.OpenBrowser;
import dev.tidepool.session.browser.SnapshotView;
import dev.tidepool.session.json.ExactJson;
import dev.tidepool.session.session.SessionId;
import dev.tidepool.session.text.UntrustedText;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;

/** Goes to a page in the session's browser and reads it; a skill that says more has a model work on what was read. */
@ApplicationScoped
class PageRunner {

    private final BrowserService browser;
    private final PromptRunner prompts;
    private final ExactJson json;

    PageRunner(BrowserService browser, PromptRunner prompts, ExactJson json) {
        this.browser = browser;
        this.prompts = prompts;
        this.json = json;
    }

    /** Fails with 403 for whoever may not use the session's browser otherwise. */
    Uni<ObjectNode> run(SkillSpec.Browse spec, SkillJob job) {
        job.member().requireScope("sessions:write");
        SessionId session = job.session()
                .map(SessionId::fromString)
                .orElseThrow(() -> Problem.of(
                                SkillError.SKILL_INPUT_INVALID, "A browser belongs to a session: give sessionId.")
                        .with("field", "sessionId"));
        String url = HttpTemplate.expand(spec.url(), job.input()).toString();
        OpenBrowser wanted = new OpenBrowser(url, spec.hosts().isEmpty() ? null : List.copyOf(spec.hosts()));
        return job.progress()
                .apply("reads a page of " + URI.create(url).getHost())
                .chain(() -> browser.visit(job.member(), session, wanted))
                .chain(page -> read(job, page));
    }

    private Uni<ObjectNode> read(SkillJob job, SnapshotView page) {
        ObjectNode output = json.object()
                .put("url", page.url())
                .put("title", page.title())
                .put("text", page.text())
                .put("truncated", page.truncated())
                .put("untrusted", true);
        return job.manifest().instructions().isEmpty()
                ? Uni.createFrom().item(output)
                : prompts.ask(job, new UntrustedText("page", page.title() + "\n" + page.text()))
                        .map(answer -> output.set("answer", answer));
    }
}
