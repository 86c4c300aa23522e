package dev.tidepool.gateway.status;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code {"status":"healthy","components":{"database":{"status":"healthy","latencyMs":0.8},...}}}. */
record HealthView(String status, Map<String, ComponentView> components) {

    record ComponentView(String status, double latencyMs) {}

    static HealthView of(List<Component> components) {
        Map<String, ComponentView> views = new TreeMap<>();
        for (Component component : components) {
            double latency = Math.round(component.latency().toNanos() / 1e3) / 1e3;
            views.put(component.name(), new ComponentView(component.health().wireName(), latency));
        }
        return new HealthView(overall(components).wireName(), views);
    }

    static Health overall(List<Component> components) {
        return components.stream()
                .map(Component::effect)
                .max(Comparator.naturalOrder())
                .orElse(Health.HEALTHY);
    }

    boolean isUnhealthy() {
        return status.equals(Health.UNHEALTHY.wireName());
    }
}
