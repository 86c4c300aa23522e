package dev.tidepool.session.task;

import dev.tidepool.kernel.problem.Problem;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The kinds of tasks that this instance can run. */
@ApplicationScoped
class TaskKinds {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,31}");

    private final Map<String, TaskHandler> handlers;

    TaskKinds(@All List<TaskHandler> handlers) {
        this.handlers = handlers.stream()
                .collect(Collectors.toMap(TaskKinds::name, Function.identity(), TaskKinds::refuseTwo, TreeMap::new));
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    private static String name(TaskHandler handler) {
        if (!isName(handler.kind())) {
            throw new IllegalStateException("a kind must be lower-case letters, digits and _: " + handler.kind());
        }
        return handler.kind();
    }

    private static TaskHandler refuseTwo(TaskHandler one, TaskHandler other) {
        throw new IllegalStateException("two handlers of the kind " + one.kind() + ": " + one + ", " + other);
    }

    Set<String> names() {
        return handlers.keySet();
    }

    /** The handler of a task that was accepted. */
    TaskHandler of(String kind) {
        TaskHandler handler = handlers.get(kind);
        if (handler == null) {
            throw new IllegalStateException("no handler of the kind " + kind);
        }
        return handler;
    }

    /** The handler of a kind that users may ask for. @throws Problem 400 when there is none */
    TaskHandler forUsers(String kind) {
        TaskHandler handler = handlers.get(kind);
        if (handler == null || !handler.isForUsers()) {
            String known = handlers.values().stream()
                    .filter(TaskHandler::isForUsers)
                    .map(TaskHandler::kind)
                    .collect(Collectors.joining(", "));
            throw Problem.invalidField("kind", "kind must be one of " + known + ".");
        }
        return handler;
    }
}
