package dev.tidepool.social.comment;

/**
 * Where a comment stands in the orders that follow from its votes. The least rank comes first, so that all orders ascend. Pure.
 *
 * @param best minus the lower bound of Wilson's score interval (80 %) of the share of upvotes, the author counted as one: many
 *     votes of which most are up come before few of which all are, and these before none
 * @param controversy minus {@code (u + d) * (1 - |u - d| / max(u + d, 1))}, Moltbook's formula
 */
record CommentRank(double best, double controversy) {

    /** Quantile of the normal distribution for an interval of 80 %. */
    private static final double Z = 1.281551565545;

    static CommentRank of(int up, int down) {
        return new CommentRank(-lowerBound(up + 1.0, up + 1.0 + down), -controversy(up, down));
    }

    /** Minus the score, as the database derives it too. */
    static double top(int score) {
        return -(double) score;
    }

    private static double lowerBound(double up, double all) {
        double share = up / all;
        double middle = share + Z * Z / (2 * all);
        double spread = Z * Math.sqrt(share * (1 - share) / all + Z * Z / (4 * all * all));
        return (middle - spread) / (1 + Z * Z / all);
    }

    private static double controversy(int up, int down) {
        double all = (double) up + down;
        double difference = Math.abs((double) up - down);
        return all * (1 - difference / Math.max(all, 1));
    }
}
