package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemoEndToEndTest {

    private final Running suite = Running.suite();

    @Test
    void theDemoSucceedsStepByStep() {
        String output = suite.demo();
        assertThat(output).contains("moltbook_").contains("post:created").contains("confirmed");
        assertThat(output).doesNotContain(suite.variable("TIDEPOOL_API_KEY"));
    }
}
