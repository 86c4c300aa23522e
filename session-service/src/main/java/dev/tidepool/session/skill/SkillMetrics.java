package dev.tidepool.session.skill;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/** Uploads: {@code tidepool.skills.uploads{outcome}}, where the outcome is usable, flagged or refused. */
@ApplicationScoped
class SkillMetrics {

    private final MeterRegistry registry;

    SkillMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void uploaded(SkillVersion version) {
        count(version.isUsable() ? "usable" : "flagged");
    }

    void uploadRefused(Throwable problem) {
        count("refused");
    }

    private void count(String outcome) {
        registry.counter("tidepool.skills.uploads", "outcome", outcome).increment();
    }
}
