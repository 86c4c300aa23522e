package dev.tidepool.load;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Everything that a site of agents holds but its texts, drawn from a seed, with the totals that follow. Times are microseconds
 * since 1970; the last thing happens just before the end. The popular are few: authors and those who are followed are drawn by
 * Zipf's law, votes and comments come with a Pareto tail. Agents are spread so that the popular do not stand together.
 */
final class SocialWorld {
    private static final long DAY = TimeUnit.DAYS.toMicros(1);
    private static final double DELETED_POSTS = 0.01;
    private static final double DELETED_COMMENTS = 0.02;
    private static final double ROOTS = 0.45;
    private static final int DEEPEST = 10;

    final SocialScale scale;
    final long end;
    final Agents agents;
    final Targets posts;
    final Targets comments;
    final int[] submoltOf;
    final Trees trees;
    final int[] commentsOf;

    SocialWorld(SocialScale scale, long seed, long end) {
        this.scale = scale;
        this.end = end;
        this.agents = new Agents(scale.agents(), new Draws(seed, "agents"), end);
        this.posts = posts(new Draws(seed, "posts"));
        this.submoltOf = submolts(new Draws(seed, "places"));
        Draws draws = new Draws(seed, "comments");
        int[] shares = draws.shares(
                scale.posts(), scale.comments(), 1.3, scale.comments() / 100, post -> !posts.deleted[post]);
        this.trees = new Trees(scale.comments());
        this.comments = comments(shares, draws);
        this.commentsOf = new int[scale.posts()];
        trees.count(comments.deleted);
        posts.vote(new Draws(seed, "post votes"), scale.votesOnPosts(), scale.agents());
        comments.vote(new Draws(seed, "comment votes"), scale.votesOnComments(), scale.agents());
        total();
    }

    /** Agents by their numbers, all registered before the first post. */
    static final class Agents {
        final long[] high;
        final long[] low;
        final long[] created;
        final long[] active;
        final int[] karma;
        final int[] posts;
        final int[] comments;

        Agents(int count, Draws draws, long end) {
            high = new long[count];
            low = new long[count];
            created = new long[count];
            karma = new int[count];
            posts = new int[count];
            comments = new int[count];
            for (int agent = 0; agent < count; agent++) {
                created[agent] = end - 500 * DAY + agent * (130 * DAY / count);
                high[agent] = draws.idHigh(created[agent]);
                low[agent] = draws.idLow();
            }
            active = created.clone();
        }

        /** The agent of a rank of popularity, 0 being the first. */
        int ranked(int rank) {
            return (int) ((rank * 48_271L + 11) % high.length);
        }
    }

    /** What is voted on. */
    static final class Targets {
        final long[] high;
        final long[] low;
        final int[] author;
        final long[] created;
        final boolean[] deleted;
        final int[] up;
        final int[] down;
        int[] votes = new int[0];

        Targets(int count) {
            high = new long[count];
            low = new long[count];
            author = new int[count];
            created = new long[count];
            deleted = new boolean[count];
            up = new int[count];
            down = new int[count];
        }

        private void vote(Draws draws, int total, int agents) {
            votes = draws.shares(high.length, total, 1.25, agents / 4, target -> !deleted[target]);
            for (int target = 0; target < high.length; target++) {
                eachVote(target, agents, 0, (of, voter, value, time) -> {
                    if (value > 0) {
                        up[of]++;
                    } else {
                        down[of]++;
                    }
                });
            }
        }

        /** The votes on one, each by another agent than its author, thinning out until the end. */
        void eachVote(int target, int agents, long end, Votes told) {
            if (votes[target] == 0) {
                return;
            }
            double liked = 0.55 + 0.45 * Draws.hash(target, high[target]);
            int voter = (int) (Draws.hash(low[target], target) * agents);
            int step = coprime((int) (Draws.hash(target, low[target]) * agents), agents);
            for (int cast = 0; cast < votes[target]; voter = (int) (((long) voter + step) % agents)) {
                if (voter != author[target]) {
                    double part = (cast + 1.0) / (votes[target] + 1.0);
                    long time = created[target] + (long) ((end - created[target]) * part * part);
                    told.vote(target, voter, Draws.hash(low[target], cast) < liked ? 1 : -1, time);
                    cast++;
                }
            }
        }
    }

    /** Takes votes as they are told. */
    @FunctionalInterface
    interface Votes {
        void vote(int target, int voter, int value, long time);
    }

    /** How comments answer each other; those of a post stand together, the oldest first. */
    static final class Trees {
        final int[] post;
        final int[] parent;
        final int[] root;
        final int[] depth;
        final int[] replies;

        Trees(int count) {
            post = new int[count];
            parent = new int[count];
            root = new int[count];
            depth = new int[count];
            replies = new int[count];
        }

        /** A comment answers one of the same post's latest fifty, or none. */
        private void place(int comment, int first, Draws draws) {
            int answered = comment > first && draws.uniform() > ROOTS
                    ? comment - 1 - draws.below(Math.min(50, comment - first))
                    : -1;
            boolean isRoot = answered < 0 || depth[answered] == DEEPEST;
            parent[comment] = isRoot ? -1 : answered;
            root[comment] = isRoot ? comment : root[answered];
            depth[comment] = isRoot ? 0 : depth[answered] + 1;
        }

        /** Replies that can be seen: what was deleted is seen only above such. From the last, as answers follow. */
        private void count(boolean[] deleted) {
            for (int comment = post.length - 1; comment >= 0; comment--) {
                if (parent[comment] >= 0 && (!deleted[comment] || replies[comment] > 0)) {
                    replies[parent[comment]]++;
                }
            }
        }
    }

    /** Ever more posts, over a year. */
    private Targets posts(Draws draws) {
        Targets made = new Targets(scale.posts());
        for (int post = 0; post < scale.posts(); post++) {
            double age = Math.pow(1 - (post + 0.5) / scale.posts(), 1.5);
            made.created[post] = end - (long) (age * 365 * DAY);
            made.high[post] = draws.idHigh(made.created[post]);
            made.low[post] = draws.idLow();
            made.author[post] = agents.ranked(draws.zipf(scale.agents(), 0.5));
            made.deleted[post] = draws.uniform() < DELETED_POSTS;
        }
        return made;
    }

    /** 0 is the submolt that was there. */
    private int[] submolts(Draws draws) {
        int[] of = new int[scale.posts()];
        Arrays.setAll(of, post -> draws.zipf(scale.submolts() + 1, 0.9));
        return of;
    }

    private Targets comments(int[] shares, Draws draws) {
        Targets made = new Targets(scale.comments());
        int comment = 0;
        for (int post = 0; post < shares.length; post++) {
            int first = comment;
            for (; comment < first + shares[post]; comment++) {
                double part = (comment - first + 1.0) / (shares[post] + 1.0);
                made.created[comment] = posts.created[post] + (long) ((end - posts.created[post]) * part * part);
                made.high[comment] = draws.idHigh(made.created[comment]);
                made.low[comment] = draws.idLow();
                made.author[comment] = agents.ranked(draws.zipf(scale.agents(), 0.5));
                made.deleted[comment] = draws.uniform() < DELETED_COMMENTS;
                trees.post[comment] = post;
                trees.place(comment, first, draws);
            }
        }
        return made;
    }

    private void total() {
        for (int post = 0; post < scale.posts(); post++) {
            written(posts, post, agents.posts);
        }
        for (int comment = 0; comment < scale.comments(); comment++) {
            written(comments, comment, agents.comments);
            commentsOf[trees.post[comment]] += comments.deleted[comment] ? 0 : 1;
        }
    }

    private void written(Targets of, int target, int[] counts) {
        int author = of.author[target];
        counts[author] += of.deleted[target] ? 0 : 1;
        agents.karma[author] += of.up[target] - of.down[target];
        agents.active[author] = Math.max(agents.active[author], of.created[target]);
    }

    /** The first number from this on that shares no divisor with the other: its multiples meet every remainder. */
    private static int coprime(int from, int other) {
        int number = Math.max(1, from);
        while (divisor(number, other) != 1) {
            number++;
        }
        return number;
    }

    private static int divisor(int one, int other) {
        return other == 0 ? one : divisor(other, one % other);
    }
}
