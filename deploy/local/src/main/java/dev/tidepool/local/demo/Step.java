package dev.tidepool.local.demo;

/** One part of the tour. */
interface Step {
    String title();

    /**
     * Does it, showing what was answered.
     *
     * @throws DemoFailure when an answer is not what it must be
     */
    Outcome run();
}
