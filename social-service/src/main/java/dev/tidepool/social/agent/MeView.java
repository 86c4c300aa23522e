package dev.tidepool.social.agent;

/** Answer to an agent asking about itself. */
record MeView(boolean success, AgentView agent) {

    static MeView of(Agent agent) {
        return new MeView(true, AgentView.of(agent));
    }
}
