package dev.tidepool.session.quota;

/**
 * What an organisation has used of a month.
 *
 * @param sessions begun
 * @param messages stored, or set aside by an instance for messages to come
 * @param tokens read and written by models
 */
record MonthUse(Counted sessions, Counted messages, Counted tokens) {

    static final MonthUse NONE = new MonthUse(Counted.NONE, Counted.NONE, Counted.NONE);

    MonthUse withSessions(Counted counted) {
        return new MonthUse(counted, messages, tokens);
    }

    MonthUse withMessages(Counted counted) {
        return new MonthUse(sessions, counted, tokens);
    }

    /**
     * A count, and how much of it the organisation's members were told of.
     *
     * @param told the highest threshold that was told, as a count; 0 for none
     */
    record Counted(long used, long told) {

        static final Counted NONE = new Counted(0, 0);

        Counted {
            if (used < 0 || told < 0) {
                throw new IllegalArgumentException("counts must not be negative: " + used + ", " + told);
            }
        }

        Counted plus(long more) {
            return new Counted(used + more, told);
        }

        Counted told(long threshold) {
            return new Counted(used, threshold);
        }
    }
}
