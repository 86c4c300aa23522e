package dev.tidepool.session.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tidepool.session.quota.TokenQuota;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Used tokens, in all and in groups.
 *
 * @param from the first day counted, in UTC
 * @param to the last
 * @param total of the whole range, not of this page
 * @param budget of the present month, whatever the range
 */
record TokenUseView(
        LocalDate from,
        LocalDate to,
        String groupBy,
        CountView total,
        List<GroupView> items,
        @Nullable String nextCursor,
        BudgetView budget) {

    static TokenUseView of(TokenUseQuery query, TokenUseService.Told told, Optional<String> next) {
        return new TokenUseView(
                query.from(),
                query.to(),
                query.grouping().wireName(),
                CountView.of(told.total()),
                told.groups().map(group -> GroupView.of(query.grouping(), group)),
                next.orElse(null),
                BudgetView.of(told.budget()));
    }

    /** @param estimatedAnswers those of the answers whose tokens the model did not tell: they broke off, as a rule */
    record CountView(long answers, long estimatedAnswers, long promptTokens, long completionTokens, long totalTokens) {

        static CountView of(TokenCount count) {
            return new CountView(
                    count.answers(), count.estimated(), count.promptTokens(), count.completionTokens(), count.total());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record GroupView(
            @Nullable LocalDate day,
            @Nullable String model,

            @Schema(description = "Absent for answers without a session") @Nullable
            String sessionId,

            long answers,
            long estimatedAnswers,
            long promptTokens,
            long completionTokens,
            long totalTokens) {

        static GroupView of(TokenUseGrouping grouping, TokenUseGroup group) {
            TokenCount count = group.count();
            return new GroupView(
                    grouping == TokenUseGrouping.DAY ? LocalDate.parse(group.key()) : null,
                    grouping == TokenUseGrouping.MODEL ? group.key() : null,
                    grouping == TokenUseGrouping.SESSION && !group.key().isEmpty() ? group.key() : null,
                    count.answers(),
                    count.estimated(),
                    count.promptTokens(),
                    count.completionTokens(),
                    count.total());
        }
    }

    record BudgetView(long limit, long used, long remaining, Instant resetsAt) {

        static BudgetView of(TokenQuota.Budget budget) {
            return new BudgetView(budget.limit(), budget.used(), budget.left(), budget.resetsAt());
        }
    }
}
