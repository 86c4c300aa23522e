package dev.tidepool.gateway.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/** How long it takes to be refused for a wrong password. */
public final class LogInTimes {

    private static final int TIMES = 7;

    private LogInTimes() {}

    /** How much longer for an unknown address than for one of these people's: 1 for as long. By the medians, taken by turns. */
    public static double ofUnknownToKnown(Person first, Person second) {
        List<Long> known = new ArrayList<>();
        List<Long> unknown = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            known.add(micros(i <= TIMES / 2 ? first.email() : second.email()));
            unknown.add(micros("u" + UUID.randomUUID() + "@people.example"));
        }
        Collections.sort(known);
        Collections.sort(unknown);
        return (double) unknown.get(TIMES / 2) / known.get(TIMES / 2);
    }

    private static long micros(String email) {
        Visitor visitor = Visitor.arriving();
        visitor.send(Gateway.anonymous("/info"));
        long start = System.nanoTime();
        assertThat(visitor.logIn(email, "a wrong password").statusCode()).isEqualTo(401);
        return (System.nanoTime() - start) / 1000;
    }
}
