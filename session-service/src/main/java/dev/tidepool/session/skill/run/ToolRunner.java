package dev.tidepool.session.skill.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.skill.manifest.SkillSpec;
import dev.tidepool.session.json.ExactJson;
import dev.tidepool.session.openclaw.OpenClawTools;
import dev.tidepool.session.openclaw.SessionKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Uses a tool of an agent at the OpenClaw gateway, in a conversation of the organisation's own. */
@ApplicationScoped
class ToolRunner {

    private final OpenClawTools tools;
    private final ExactJson json;

    ToolRunner(OpenClawTools tools, ExactJson json) {
        this.tools = tools;
        this.json = json;
    }

    Uni<ObjectNode> run(SkillSpec.OpenClawTool spec, SkillJob job) {
        SessionKey key =
                new SessionKey(spec.agent(), job.organization(), job.session().orElse(job.key()));
        return job.progress()
                .apply("uses the tool " + spec.tool() + " of OpenClaw")
                .chain(() -> tools.invoke(key, spec.tool(), job.input()))
                .map(output -> json.object().put("untrusted", true).set("output", output));
    }
}
