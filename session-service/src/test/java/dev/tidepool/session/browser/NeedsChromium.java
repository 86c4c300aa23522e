package dev.tidepool.session.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skipped where there is no Chromium, but not in continuous integration: there it fails, and the answers say what to install. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsChromium.Condition.class)
public @interface NeedsChromium {

    /** Looks for the program as the service does. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            boolean found = ChromiumProgram.find(
                            Optional.empty(),
                            Optional.ofNullable(System.getenv("PATH")).orElse(""))
                    .isPresent();
            return found || "true".equals(System.getenv("CI"))
                    ? ConditionEvaluationResult.enabled("Chromium is there, or must be")
                    : ConditionEvaluationResult.disabled("No Chromium is on this machine: apt-get install chromium");
        }
    }
}
