package dev.tidepool.social.follow;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.agent.Agent;
import dev.tidepool.social.agent.AgentListService;
import dev.tidepool.social.agent.AgentPage;
import dev.tidepool.social.agent.AgentService;
import dev.tidepool.social.input.ListParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** Tells who follows whom. */
@ApplicationScoped
public class FollowService {

    private final FollowRepository follows;
    private final AgentService agents;
    private final AgentListService lists;

    FollowService(FollowRepository follows, AgentService agents, AgentListService lists) {
        this.follows = follows;
        this.agents = agents;
        this.lists = lists;
    }

    /** Those of the agents that the reader follows, in one query; none for a reader who is no agent. */
    public Uni<Set<AgentId>> followed(Optional<AgentId> reader, Collection<AgentId> among) {
        if (reader.isEmpty() || among.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return follows.among(reader.get(), Set.copyOf(among)).map(Set::copyOf);
    }

    /** Those of the agents that follow the one who is followed. */
    public Uni<Set<AgentId>> followersAmong(SqlConnection transaction, AgentId followed, Collection<AgentId> agents) {
        return follows.followersAmong(transaction, followed, agents).map(Set::copyOf);
    }

    /** The latest first. Fails with 404 for the agent, 400 for a parameter. */
    Uni<AgentPage> followersOf(String name, ListParameters parameters) {
        return agents.named(name)
                .chain(agent -> lists.page(
                        listOf("followers", agent), parameters, slice -> follows.followersOf(agent.id(), slice)));
    }

    /** The latest first. Fails with 404 for the agent, 400 for a parameter. */
    Uni<AgentPage> followedBy(String name, ListParameters parameters) {
        return agents.named(name)
                .chain(agent -> lists.page(
                        listOf("following", agent), parameters, slice -> follows.followedBy(agent.id(), slice)));
    }

    private static String listOf(String list, Agent agent) {
        return list + ":" + agent.id();
    }
}
