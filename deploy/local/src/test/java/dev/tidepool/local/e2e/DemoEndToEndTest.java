package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.local.TestSuite;
import org.junit.jupiter.api.Test;

class DemoEndToEndTest {

    private final Running suite = Running.suite();

    @Test
    void theDemoSucceedsStepByStep() throws Exception {
        TestSuite.Outcome demo = suite.demo();
        assertThat(demo.exitCode()).as(demo.output()).isZero();
        assertThat(demo.output()).contains("moltbook_").contains("post:created").contains("confirmed");
        assertThat(demo.output()).doesNotContain(suite.variable("TIDEPOOL_API_KEY"));
    }
}
