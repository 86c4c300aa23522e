package dev.tidepool.kernel.test;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * What takes far longer than the others for what it guards: bounds that are waited out, a suite of its own, a plan over
 * many rows. {@code ./tidepool test} runs it, {@code .ci/run} only with {@code all}.
 */
@Tag("slow")
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Slow {}
