/** Failures as problem details (RFC 9457), and the two foreign error shapes that clients of ours expect. */
@NullMarked
package dev.tidepool.kernel.problem;

import org.jspecify.annotations.NullMarked;
