package dev.tidepool.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodyFailureTest {

    private final List<String> told = new ArrayList<>();
    private final BodyFailure failure = new BodyFailure();

    @Test
    void isToldToTheRequestItHappenedTo() {
        failure.decoded();
        failure.enter(problem -> told.add("first"));
        failure.decoded();
        failure.happened(Refusal.MALFORMED_BODY.problem());
        assertThat(told).as("the second is still to come in").isEmpty();
        failure.enter(problem -> told.add("second"));
        assertThat(told).containsExactly("second");
    }

    @Test
    void isToldOnce() {
        failure.decoded();
        failure.enter(problem -> told.add(problem.code().name()));
        failure.happened(Refusal.MALFORMED_BODY.problem());
        failure.happened(Refusal.REQUEST_TIMEOUT.problem());
        assertThat(told).containsExactly("MALFORMED_BODY");
    }
}
