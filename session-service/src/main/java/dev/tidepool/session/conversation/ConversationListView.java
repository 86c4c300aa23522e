package dev.tidepool.session.conversation;

import java.util.List;

/** The agents that know a session. */
record ConversationListView(List<String> agents) {}
