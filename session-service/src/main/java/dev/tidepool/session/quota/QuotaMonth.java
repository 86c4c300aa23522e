package dev.tidepool.session.quota;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** A month in UTC: what is allowed is allowed within one. */
record QuotaMonth(YearMonth month) {

    static QuotaMonth at(Instant now) {
        return new QuotaMonth(YearMonth.from(now.atOffset(ZoneOffset.UTC)));
    }

    LocalDate firstDay() {
        return month.atDay(1);
    }

    /** When counting begins anew. */
    Instant resetsAt() {
        return month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
