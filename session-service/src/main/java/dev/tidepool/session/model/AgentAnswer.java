package dev.tidepool.session.model;

import dev.tidepool.session.openclaw.AgentPart;
import java.util.Optional;

/** An agent's answer, put together from its parts. */
final class AgentAnswer {

    private final StringBuilder text = new StringBuilder();
    private Optional<ModelUsage> usage = Optional.empty();

    void add(AgentPart part) {
        switch (part) {
            case AgentPart.Text more -> text.append(more.added());
            case AgentPart.Tool used -> {}
            case AgentPart.End end -> usage = usageOf(end);
        }
    }

    static Optional<ModelUsage> usageOf(AgentPart.End end) {
        return end.usage().map(tokens -> new ModelUsage(tokens.input(), tokens.output()));
    }

    String text() {
        return text.toString();
    }

    Optional<ModelUsage> usage() {
        return usage;
    }
}
