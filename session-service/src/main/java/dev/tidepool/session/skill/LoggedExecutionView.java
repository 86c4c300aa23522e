package dev.tidepool.session.skill;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/** An execution with its log, as JSON. */
record LoggedExecutionView(@JsonUnwrapped ExecutionView execution, List<LogEntryView> log) {

    static LoggedExecutionView of(ExecutionService.Logged logged) {
        return new LoggedExecutionView(
                ExecutionView.of(logged.execution()),
                logged.log().stream().map(LogEntryView::of).toList());
    }
}
