package dev.tidepool.load;

import java.io.PrintStream;
import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** Runs {@link StakeEncoding} in a Java machine of its own with the flags of the service, and compares with the goal. */
final class StakeEncodingBenchmark {
    private static final double GOAL_MICROSECONDS = 10;
    private static final double MEDIAN = 50;
    private static final int WARM_ROUNDS = 5;
    private static final int ROUNDS = 5;
    private static final PrintStream OUT = System.out;

    private StakeEncodingBenchmark() {}

    public static void main(String[] arguments) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(StakeEncoding.class.getName() + "\\..*")
                        .forks(1)
                        .jvmArgsAppend("-XX:+UseSerialGC", "-Xmx128m", "-XX:+UseCompactObjectHeaders")
                        .warmupIterations(WARM_ROUNDS)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(ROUNDS)
                        .measurementTime(TimeValue.seconds(1))
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .build())
                .run();
        OUT.printf(Locale.ROOT, "%-10s %-8s %10s %10s%n", "", "message", "median us", "mean us");
        results.forEach(StakeEncodingBenchmark::row);
        OUT.printf(
                Locale.ROOT,
                "goal: less than %.0f microseconds to encode; a busy machine is in the mean, not in the median%n",
                GOAL_MICROSECONDS);
    }

    private static void row(RunResult result) {
        Statistics samples = result.getPrimaryResult().getStatistics();
        String what = result.getParams().getBenchmark().replaceAll(".*\\.", "");
        double median = samples.getPercentile(MEDIAN);
        OUT.printf(
                Locale.ROOT,
                "%-10s %-8s %10.2f %10.2f  %s%n",
                what,
                result.getParams().getParam("version"),
                median,
                samples.getMean(),
                what.equals("verify") ? "" : median < GOAL_MICROSECONDS ? "met" : "MISSED");
    }
}
