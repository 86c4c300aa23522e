package dev.tidepool.session.usage;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.json.StorableText;
import dev.tidepool.session.session.SessionId;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which use is asked for. Pure.
 *
 * @param from the first day, in UTC
 * @param to the last day
 * @param model only of this one
 * @param session only of this one
 */
record TokenUseQuery(
        LocalDate from, LocalDate to, TokenUseGrouping grouping, Optional<String> model, Optional<SessionId> session) {

    /** As in a chat. */
    private static final int MAX_MODEL_CHARACTERS = 200;

    /** As asked for; without days, the month so far. @throws Problem 400 naming the parameter that is not acceptable */
    static TokenUseQuery parse(
            @Nullable String from,
            @Nullable String to,
            @Nullable String groupBy,
            @Nullable String model,
            @Nullable String session,
            LocalDate today,
            int maxDays) {
        LocalDate last = to == null ? today : day("to", to);
        LocalDate first = from == null ? last.withDayOfMonth(1) : day("from", from);
        if (first.isAfter(last) || ChronoUnit.DAYS.between(first, last) >= maxDays) {
            throw Problem.invalidField(
                    "from", "from must not be after to, nor more than " + (maxDays - 1) + " days before it.");
        }
        return new TokenUseQuery(
                first,
                last,
                TokenUseGrouping.parse(groupBy),
                Optional.ofNullable(model).map(text -> StorableText.require("model", text, MAX_MODEL_CHARACTERS)),
                Optional.ofNullable(session).map(SessionId::fromString));
    }

    private static LocalDate day(String field, String text) {
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() < 2000 || day.getYear() > 9999) {
                throw Problem.invalidField(field, field + " must be a day of the years 2000 to 9999.");
            }
            return day;
        } catch (DateTimeParseException malformed) {
            throw Problem.invalidField(field, field + " must be a day such as 2026-11-21.");
        }
    }

    /** What its pages are a list of: a cursor of another question is none of this one. */
    String list() {
        return "token-use:" + this;
    }
}
