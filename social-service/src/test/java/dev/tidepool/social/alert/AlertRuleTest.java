package dev.tidepool.social.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.social.alert.AlertDecision.Escalate;
import dev.tidepool.social.alert.AlertDecision.Keep;
import dev.tidepool.social.alert.AlertDecision.Quiet;
import dev.tidepool.social.alert.AlertDecision.Raise;
import dev.tidepool.social.alert.AlertDecision.Resolve;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AlertRuleTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final AlertRule.Escalation ESCALATION = new AlertRule.Escalation(Duration.ofHours(1), 0.5);
    private static final AlertRule.Past NOTHING = new AlertRule.Past(Optional.empty(), Optional.empty());

    @Test
    void raisesAtTheThresholdAndNotBelow() {
        assertThat(decide(rule(AlertType.POST_VOLUME, Optional.empty()), 10)).isEqualTo(new Raise(10));
        assertThat(decide(rule(AlertType.POST_VOLUME, Optional.empty()), 9.9)).isEqualTo(new Quiet());
        assertThat(decide(rule(AlertType.SENTIMENT_DROP, Optional.empty()), 10)).isEqualTo(new Raise(10));
        assertThat(decide(rule(AlertType.SENTIMENT_DROP, Optional.empty()), 10.1))
                .isEqualTo(new Quiet());
        assertThat(rule(AlertType.SENTIMENT_DROP, Optional.empty()).decide(Optional.empty(), NOTHING, ESCALATION, NOW))
                .isEqualTo(new Quiet());
    }

    @Test
    void isQuietUntilTheCooldownEnds() {
        assertThat(decide(rule(AlertType.POST_VOLUME, Optional.of(NOW.minusSeconds(1799))), 50))
                .isEqualTo(new Quiet());
        assertThat(decide(rule(AlertType.POST_VOLUME, Optional.of(NOW.minusSeconds(1800))), 50))
                .isEqualTo(new Raise(50));
    }

    /** However long ago it came. */
    @Test
    void isQuietAfterAnAlertThatEndedToo() {
        AlertRule rule = rule(AlertType.POST_VOLUME, Optional.of(NOW.minusSeconds(9000)));
        assertThat(rule.decide(Optional.of(50.0), ended(1799), ESCALATION, NOW)).isEqualTo(new Quiet());
        assertThat(rule.decide(Optional.of(50.0), ended(1800), ESCALATION, NOW)).isEqualTo(new Raise(50));
    }

    private static AlertRule.Past ended(int secondsAgo) {
        return new AlertRule.Past(Optional.empty(), Optional.of(NOW.minusSeconds(secondsAgo)));
    }

    @Test
    void whatGoesUpIsUnreadAgain() {
        Alert open = open(20, NOW.minusSeconds(60));
        Alert read = new Alert(
                open.id(),
                open.organization(),
                open.rule(),
                open.name(),
                open.type(),
                open.severity(),
                open.value(),
                open.stepValue(),
                open.threshold(),
                true,
                open.createdAt(),
                open.updatedAt(),
                open.escalatedAt(),
                open.resolvedAt(),
                open.resolvedBy());
        assertThat(read.escalated(Severity.HIGH, 30, NOW).read()).isFalse();
        assertThat(read.at(21, NOW).read()).isTrue();
    }

    @Test
    void equalRulesShareAMeasureWhateverElseTheyAre() {
        Duration day = Duration.ofDays(1);
        AlertRule one = rule(AlertType.POST_VOLUME, Optional.empty());
        AlertRule other = rule(AlertType.POST_VOLUME, Optional.of(NOW));
        assertThat(Measure.of(one, day)).isEqualTo(Measure.of(other, day));
        assertThat(Measure.of(one, day))
                .isNotEqualTo(Measure.of(rule(AlertType.COMMENT_VOLUME, Optional.empty()), day));
    }

    /** Where no sums of days are kept, all that others wrote would be read. */
    @Test
    void aLongWindowOfTheNetworkIsReadFromSumsOrCut() {
        Duration day = Duration.ofDays(1);
        Measure posts = Measure.of(over(AlertType.POST_VOLUME, new AlertTarget.Network()), day);
        assertThat(posts.window()).isEqualTo(Duration.ofDays(7));
        assertThat(posts.isOfDays()).isTrue();
        Measure comments = Measure.of(over(AlertType.COMMENT_VOLUME, new AlertTarget.Network()), day);
        assertThat(comments.window()).isEqualTo(day);
        assertThat(comments.isOfDays()).isFalse();
        AlertTarget submolt = new AlertTarget.OfSubmolt(new AlertTarget.SubmoltRef(new UUID(0, 4)));
        assertThat(Measure.of(over(AlertType.POST_VOLUME, submolt), day).window())
                .isEqualTo(day);
        AlertTarget agent = new AlertTarget.OfAgent(new AgentId(new UUID(0, 5)));
        assertThat(Measure.of(over(AlertType.POST_VOLUME, agent), day).window()).isEqualTo(Duration.ofDays(7));
    }

    private static AlertRule over(AlertType type, AlertTarget target) {
        AlertRule rule = rule(type, Optional.empty());
        return new AlertRule(
                rule.id(),
                rule.organization(),
                rule.name(),
                type,
                target,
                rule.threshold(),
                Duration.ofDays(7),
                rule.cooldown(),
                rule.severity(),
                true,
                rule.createdBy(),
                NOW,
                NOW,
                Optional.empty());
    }

    @Test
    void anOpenAlertGoesOnAndIsResolvedWhenTheValueIsBack() {
        Alert open = open(20, NOW.minusSeconds(60));
        assertThat(decide(open, 21)).isEqualTo(new Keep(open, 21));
        assertThat(decide(open, 9)).isEqualTo(new Resolve(open, 9));
    }

    @Test
    void goesUpWhenItGotWorseByHalfSinceTheLastStep() {
        Alert open = open(20, NOW.minusSeconds(60));
        assertThat(decide(open, 29.9)).isInstanceOf(Keep.class);
        assertThat(decide(open, 30)).isEqualTo(new Escalate(open, 30, Severity.HIGH));
        Alert higher = open.escalated(Severity.HIGH, 30, NOW);
        assertThat(decide(higher, 44)).isInstanceOf(Keep.class);
        assertThat(decide(higher, 45)).isEqualTo(new Escalate(higher, 45, Severity.CRITICAL));
        assertThat(decide(higher.escalated(Severity.CRITICAL, 45, NOW), 1000)).isInstanceOf(Keep.class);
    }

    @Test
    void goesUpWhenNobodyReadItForAnHour() {
        Alert unread = open(20, NOW.minusSeconds(3600));
        assertThat(decide(unread, 20)).isEqualTo(new Escalate(unread, 20, Severity.HIGH));
        assertThat(decide(open(20, NOW.minusSeconds(3599)), 20)).isInstanceOf(Keep.class);
        assertThat(decide(unread.escalated(Severity.HIGH, 20, NOW.minusSeconds(10)), 20))
                .isInstanceOf(Keep.class);
    }

    private static AlertDecision decide(AlertRule rule, double value) {
        return rule.decide(Optional.of(value), NOTHING, ESCALATION, NOW);
    }

    private static AlertDecision decide(Alert open, double value) {
        return rule(AlertType.POST_VOLUME, Optional.of(NOW.minusSeconds(60)))
                .decide(Optional.of(value), new AlertRule.Past(Optional.of(open), Optional.empty()), ESCALATION, NOW);
    }

    private static Alert open(double value, Instant since) {
        return Alert.raised(new AlertId(new UUID(0, 2)), rule(AlertType.POST_VOLUME, Optional.empty()), value, since);
    }

    private static AlertRule rule(AlertType type, Optional<Instant> alerted) {
        return new AlertRule(
                new AlertRuleId(new UUID(0, 1)),
                new OrganizationId(new UUID(0, 3)),
                "Many",
                type,
                new AlertTarget.Network(),
                10,
                Duration.ofHours(1),
                Duration.ofMinutes(30),
                Severity.MEDIUM,
                true,
                "key:1",
                NOW.minusSeconds(9000),
                NOW.minusSeconds(9000),
                alerted);
    }
}
