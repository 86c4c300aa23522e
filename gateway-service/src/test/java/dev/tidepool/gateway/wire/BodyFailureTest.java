package dev.tidepool.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodyFailureTest {

    private final List<String> told = new ArrayList<>();
    private final BodyFailure failure = new BodyFailure();

    @Test
    void isToldToTheRequestItHappenedTo() {
        failure.decoded();
        failure.enter(request("first"));
        failure.decoded();
        failure.happened(Refusal.MALFORMED_BODY.problem());
        assertThat(told).as("the second is still to come in").isEmpty();
        failure.enter(request("second"));
        assertThat(told).containsExactly("second MALFORMED_BODY");
    }

    @Test
    void isToldOnce() {
        failure.decoded();
        failure.enter(request("it"));
        failure.happened(Refusal.MALFORMED_BODY.problem());
        failure.happened(Refusal.REQUEST_TIMEOUT.problem());
        assertThat(told).containsExactly("it MALFORMED_BODY");
    }

    @Test
    void tellsThatTheConnectionHasEnded() {
        failure.decoded();
        failure.enter(request("first"));
        failure.decoded();
        failure.ended();
        assertThat(told).containsExactly("first gone");
        failure.enter(request("second"));
        assertThat(told).as("its turn comes too late").containsExactly("first gone", "second gone");
    }

    private BodyFailure.Listener request(String name) {
        return new BodyFailure.Listener() {
            @Override
            public void bodyFailed(Problem problem) {
                told.add(name + " " + problem.code().name());
            }

            @Override
            public void gone() {
                told.add(name + " gone");
            }
        };
    }
}
