package dev.tidepool.session.openclaw;

import dev.tidepool.kernel.problem.Problem;
import java.time.Instant;

/** Why there was no connection. */
record LinkError(Problem problem, Instant at) {}
