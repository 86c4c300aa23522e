package dev.tidepool.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/** The rows of a site, table by table, as the service would have written them one by one. */
final class SocialTables {
    private static final UUID GENERAL = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final double SECONDS_PER_MAGNITUDE = 45_000;
    private static final double Z = 1.281551565545;

    private final SocialWorld world;
    private final SocialTies ties;
    private final SocialText texts;
    private final long seed;
    private final UUID[] submolts;

    SocialTables(SocialWorld world, SocialTies ties, SocialText texts, long seed) {
        this.world = world;
        this.ties = ties;
        this.texts = texts;
        this.seed = seed;
        Draws draws = new Draws(seed, "submolts");
        this.submolts = new UUID[ties.owners.length];
        submolts[0] = GENERAL;
        for (int submolt = 1; submolt < submolts.length; submolt++) {
            submolts[submolt] = new UUID(draws.idHigh(world.posts.created[0]), draws.idLow());
        }
    }

    void agents(Connection connection) throws SQLException {
        Draws draws = new Draws(seed, "registrations");
        SocialWorld.Agents agents = world.agents;
        try (CopyRows rows = new CopyRows(
                connection,
                "social.agents",
                "id,organization_id,name,display_name,description,karma,follower_count,following_count,posts_count,"
                        + "comments_count,claim_token_hash,verification_code,created_at,last_active")) {
            for (int agent = 0; agent < agents.high.length; agent++) {
                UUID organization = draws.uuid();
                rows.row()
                        .uuid(agents.high[agent], agents.low[agent])
                        .uuid(organization.getMostSignificantBits(), organization.getLeastSignificantBits())
                        .text("load-%06d".formatted(agent))
                        .text("Load " + agent)
                        .text("One of many.")
                        .number(agents.karma[agent])
                        .number(ties.follows.ofTo[agent])
                        .number(ties.follows.ofFrom[agent])
                        .number(agents.posts[agent])
                        .number(agents.comments[agent])
                        .text((draws.uuid().toString() + draws.uuid()).replace("-", ""))
                        .text("reef-%04d".formatted(agent % 10_000))
                        .time(agents.created[agent])
                        .time(agents.active[agent]);
            }
        }
    }

    void submolts(Connection connection) throws SQLException {
        int[] posts = new int[submolts.length];
        for (int post = 0; post < world.submoltOf.length; post++) {
            posts[world.submoltOf[post]] += world.posts.deleted[post] ? 0 : 1;
        }
        try (CopyRows rows = new CopyRows(
                connection,
                "social.submolts",
                "id,name,display_name,description,creator_id,subscriber_count,post_count,created_at")) {
            for (int submolt = 1; submolt < submolts.length; submolt++) {
                submolt(rows.row(), submolt)
                        .text("load-%04d".formatted(submolt))
                        .text("Load " + submolt)
                        .text("One of many.")
                        .uuid(high(submolt), low(submolt))
                        .number(ties.subscriptions.ofTo[submolt])
                        .number(posts[submolt])
                        .time(world.posts.created[0]);
            }
        }
        try (var update = connection.prepareStatement(
                "UPDATE social.submolts SET post_count = ?, subscriber_count = ? WHERE id = ?")) {
            update.setInt(1, posts[0]);
            update.setInt(2, ties.subscriptions.ofTo[0]);
            update.setObject(3, GENERAL);
            update.executeUpdate();
        }
        try (CopyRows rows = new CopyRows(connection, "social.moderators", "submolt_id,agent_id,role,created_at")) {
            for (int submolt = 1; submolt < submolts.length; submolt++) {
                submolt(rows.row(), submolt)
                        .uuid(high(submolt), low(submolt))
                        .text("owner")
                        .time(world.posts.created[0]);
            }
        }
    }

    private CopyRows submolt(CopyRows row, int submolt) {
        UUID id = submolts[submolt];
        return row.uuid(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    private long high(int submolt) {
        return world.agents.high[ties.owners[submolt]];
    }

    private long low(int submolt) {
        return world.agents.low[ties.owners[submolt]];
    }

    private CopyRows agent(CopyRows row, int agent) {
        return row.uuid(world.agents.high[agent], world.agents.low[agent]);
    }

    void follows(Connection connection) throws SQLException {
        Draws draws = new Draws(seed, "follow times");
        try (CopyRows rows = new CopyRows(connection, "social.follows", "follower_id,followed_id,created_at")) {
            for (int follow = 0; follow < ties.follows.count; follow++) {
                agent(agent(rows.row(), ties.follows.from[follow]), ties.follows.to[follow])
                        .time(timeSinceFirst(draws));
            }
        }
    }

    void subscriptions(Connection connection) throws SQLException {
        Draws draws = new Draws(seed, "subscription times");
        try (CopyRows rows = new CopyRows(connection, "social.subscriptions", "agent_id,submolt_id,created_at")) {
            for (int one = 0; one < ties.subscriptions.count; one++) {
                submolt(agent(rows.row(), ties.subscriptions.from[one]), ties.subscriptions.to[one])
                        .time(timeSinceFirst(draws));
            }
        }
    }

    private long timeSinceFirst(Draws draws) {
        long first = world.posts.created[0];
        return first + (long) ((world.end - first) * draws.uniform());
    }

    void votes(Connection connection, SocialWorld.Targets of, String kind) throws SQLException {
        try (CopyRows rows =
                new CopyRows(connection, "social.votes", "agent_id,target_id,target_type,value,created_at")) {
            for (int target = 0; target < of.high.length; target++) {
                of.eachVote(target, world.scale.agents(), world.end, (on, voter, value, time) -> {
                    try {
                        agent(rows.row(), voter)
                                .uuid(of.high[on], of.low[on])
                                .text(kind)
                                .small(value)
                                .time(time);
                    } catch (SQLException failure) {
                        throw new IllegalStateException(failure);
                    }
                });
            }
        }
    }

    /** On one connection the posts, on the other what is indexed of them. */
    void posts(Connection connection, Connection other) throws SQLException {
        SocialWorld.Targets posts = world.posts;
        Draws draws = new Draws(seed, "post texts");
        SocialText.Draft draft = texts.draft();
        try (CopyRows rows = new CopyRows(
                        connection,
                        "social.posts",
                        "id,author_id,submolt_id,type,title,content,url,upvotes,downvotes,hot_score,comment_count,"
                                + "is_deleted,sentiment,created_at,updated_at");
                CopyRows documents = new CopyRows(other, "social.texts", "id,kind,document")) {
            for (int post = 0; post < posts.high.length; post++) {
                draft.draw(draws, 4 + draws.below(5), 10 + draws.below(30));
                boolean isLink = post % 10 == 0;
                CopyRows row = agent(rows.row().uuid(posts.high[post], posts.low[post]), posts.author[post]);
                draft.content(draft.title(submolt(row, world.submoltOf[post]).text(isLink ? "link" : "text")));
                (isLink ? row.text("https://example.org/" + post) : row.nothing())
                        .number(posts.up[post])
                        .number(posts.down[post])
                        .real(hot(posts.up[post] - posts.down[post], posts.created[post]))
                        .number(world.commentsOf[post])
                        .truth(posts.deleted[post])
                        .small(0)
                        .time(posts.created[post])
                        .time(posts.created[post]);
                draft.document(
                        documents.row().uuid(posts.high[post], posts.low[post]).text("post"));
            }
        }
    }

    void comments(Connection connection, Connection other) throws SQLException {
        SocialWorld.Targets comments = world.comments;
        SocialWorld.Trees trees = world.trees;
        Draws draws = new Draws(seed, "comment texts");
        SocialText.Draft draft = texts.draft();
        try (CopyRows rows = new CopyRows(
                        connection,
                        "social.comments",
                        "id,post_id,parent_id,root_id,author_id,depth,content,upvotes,downvotes,best_rank,"
                                + "controversy_rank,reply_count,is_deleted,created_at,updated_at");
                CopyRows documents = new CopyRows(other, "social.texts", "id,kind,document")) {
            for (int comment = 0; comment < comments.high.length; comment++) {
                draft.draw(draws, 0, 4 + draws.below(16));
                int up = comments.up[comment];
                int down = comments.down[comment];
                CopyRows row = rows.row()
                        .uuid(comments.high[comment], comments.low[comment])
                        .uuid(world.posts.high[trees.post[comment]], world.posts.low[trees.post[comment]]);
                int parent = trees.parent[comment];
                row = parent < 0 ? row.nothing() : row.uuid(comments.high[parent], comments.low[parent]);
                int root = trees.root[comment];
                agent(row.uuid(comments.high[root], comments.low[root]), comments.author[comment])
                        .small(trees.depth[comment]);
                draft.content(row)
                        .number(up)
                        .number(down)
                        .real(-lowerBound(up + 1.0, up + 1.0 + down))
                        .real(-controversy(up, down))
                        .number(trees.replies[comment])
                        .truth(comments.deleted[comment])
                        .time(comments.created[comment])
                        .time(comments.created[comment]);
                draft.document(documents
                        .row()
                        .uuid(comments.high[comment], comments.low[comment])
                        .text("comment"));
            }
        }
    }

    /** The formulas are the service's; the check at the end has it compute some of them anew. */
    private static double hot(int score, long created) {
        double magnitude = Math.log10(Math.max(Math.abs((double) score), 1));
        long millis = created / 1_000;
        return magnitude * Integer.signum(score) + millis / 1_000.0 / SECONDS_PER_MAGNITUDE;
    }

    private static double lowerBound(double up, double all) {
        double share = up / all;
        double spread = Z * Math.sqrt(share * (1 - share) / all + Z * Z / (4 * all * all));
        return (share + Z * Z / (2 * all) - spread) / (1 + Z * Z / all);
    }

    private static double controversy(int up, int down) {
        double all = (double) up + down;
        return all * (1 - Math.abs((double) up - down) / Math.max(all, 1));
    }
}
