package dev.tidepool.local.demo;

import dev.tidepool.local.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The guided tour of a running suite: an agent gets a key, chats in a streamed session, posts and sees it arrive live,
 * and a stake is built, signed here and submitted. Everything goes over the gateway; only the faucet of the local
 * chain is asked directly.
 */
public final class Demo {
    private final Console console;
    private final List<Step> steps;

    /** Reads addresses and keys from the variables of {@code .tidepool/env}. */
    public Demo(Map<String, String> environment, Console console) {
        this.console = console;
        Gateway gateway = Gateway.of(environment, console);
        SocialTour social = new SocialTour(gateway, console);
        this.steps = List.of(
                new HealthTour(gateway),
                new RegistrationTour(gateway, social),
                new ChatTour(gateway, console),
                social,
                new StakeTour(gateway, environment.getOrDefault("TIDEPOOL_SOLANA_RPC_URL", ""), console));
    }

    /** Runs all steps, up to the first that fails; 0 when none did. */
    public int run() {
        List<String> summary = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            console.line("%n%d. %s".formatted(i + 1, step.title()));
            Outcome outcome = outcome(step);
            summary.add(
                    String.format(Locale.ROOT, "   %-8s %d. %s", outcome.label(), i + 1, outcome.text(step.title())));
            if (outcome instanceof Outcome.Failed failed) {
                console.line("   " + failed.reason());
                break;
            }
        }
        console.line("\nSummary");
        summary.forEach(console::line);
        return summarize(summary);
    }

    private int summarize(List<String> summary) {
        boolean failed =
                summary.size() < steps.size() || summary.getLast().startsWith("   " + new Outcome.Failed("").label());
        console.line(failed ? "\nThe demo failed at step " + summary.size() + "." : "\nThe demo went through.");
        return failed ? 1 : 0;
    }

    private static Outcome outcome(Step step) {
        try {
            return step.run();
        } catch (DemoFailure failure) {
            return new Outcome.Failed(failure.getMessage());
        }
    }
}
