package dev.tidepool.session.quota;

/**
 * Messages of an organisation's month that this instance has set aside and may let in without asking the database. Thread-safe.
 */
final class MessageAllowance {

    private final QuotaMonth month;
    private long left;

    MessageAllowance(QuotaMonth month) {
        this.month = month;
    }

    QuotaMonth month() {
        return month;
    }

    /** @return false when there are not enough: then none are taken */
    synchronized boolean take(long messages) {
        if (left < messages) {
            return false;
        }
        left -= messages;
        return true;
    }

    synchronized void add(long messages) {
        left += messages;
    }

    synchronized long left() {
        return left;
    }

    /** Takes all that is left. */
    synchronized long drain() {
        long all = left;
        left = 0;
        return all;
    }

    /**
     * How many to set aside at once when some are wanted: few enough that a lost instance costs an organisation little (a half of
     * a percent at most), and exactly what is wanted once the end is near.
     */
    static long block(long wanted, long used, long limit) {
        long usual = Math.max(wanted, limit / 200);
        return limit - used > 4 * usual ? usual : wanted;
    }
}
