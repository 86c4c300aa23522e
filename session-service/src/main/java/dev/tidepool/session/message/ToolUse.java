package dev.tidepool.session.message;

import java.util.List;

/** What a message has to do with tools that a model wants called. */
public sealed interface ToolUse {

    ToolUse NONE = new None();

    /** Nothing. */
    record None() implements ToolUse {}

    /** The model wants these called before it goes on. */
    record Calls(List<ToolCall> calls) implements ToolUse {

        public Calls {
            calls = List.copyOf(calls);
            if (calls.isEmpty()) {
                throw new IllegalArgumentException("there are calls, or there are none: ToolUse.NONE");
            }
        }
    }

    /** The message is what a call gave. */
    record Result(String callId) implements ToolUse {

        public Result {
            if (!ToolCall.isId(callId)) {
                throw new IllegalArgumentException("not the id of a call: " + callId);
            }
        }
    }

    /** Of what a model said. */
    static ToolUse of(List<ToolCall> calls) {
        return calls.isEmpty() ? NONE : new Calls(calls);
    }
}
