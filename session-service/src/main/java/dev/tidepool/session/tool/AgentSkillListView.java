package dev.tidepool.session.tool;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * The skills of an agent.
 *
 * @param untrusted always: names and descriptions are text from outside
 */
record AgentSkillListView(String agent, boolean untrusted, List<AgentSkillView> items) {

    static AgentSkillListView of(String agent, JsonNode answer) {
        return new AgentSkillListView(
                agent,
                true,
                answer.path("skills").valueStream().map(AgentSkillView::of).toList());
    }
}
