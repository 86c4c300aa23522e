package dev.tidepool.session.attempt;

import io.smallrye.mutiny.Context;
import java.util.ArrayList;
import java.util.List;

/**
 * One attempt at work that another instance may go on with, under the same names to others. Whoever would stop something outside
 * because the work was given up here first learns from it whether that is still this attempt's to stop, or its successor's by now.
 *
 * <p>It travels with the subscription to the work, so that what lies between who makes attempts and who stops things need not know
 * of it. The first word on it counts.
 */
public final class Attempt {

    private static final String KEY = "tidepool.attempt";

    private enum State {
        OPEN,
        ENDED,
        LOST
    }

    private final List<Runnable> waiting = new ArrayList<>();
    private State state = State.OPEN;

    /** For the subscription to the attempt's work. */
    public Context context() {
        return Context.of(KEY, this);
    }

    /** The attempt that a subscription is for. Work that is nobody's attempt is over as soon as it is given up. */
    public static Attempt of(Context context) {
        return context.getOrElse(KEY, Attempt::nobodys);
    }

    /** For work that nobody goes on with. */
    public static Attempt nobodys() {
        Attempt attempt = new Attempt();
        attempt.ended();
        return attempt;
    }

    /** It is written down that this attempt has ended: nobody goes on with what it began. */
    public void ended() {
        settle(State.ENDED).forEach(Runnable::run);
    }

    /** Another attempt goes on with what this one began, or may. */
    public void lost() {
        settle(State.LOST);
    }

    private synchronized List<Runnable> settle(State known) {
        List<Runnable> told = List.copyOf(waiting);
        waiting.clear();
        if (state == State.OPEN) {
            state = known;
        }
        return told;
    }

    /** Runs the step once it is known that the attempt has ended, on the thread that made it known; never when it was lost. */
    public void whenEnded(Runnable step) {
        if (hasEnded(step)) {
            step.run();
        }
    }

    private synchronized boolean hasEnded(Runnable orElseLater) {
        if (state == State.OPEN) {
            waiting.add(orElseLater);
        }
        return state == State.ENDED;
    }
}
