package dev.tidepool.local.demo;

import com.fasterxml.jackson.databind.JsonNode;

/** Is everyone there? */
record HealthTour(Gateway gateway) implements Step {
    @Override
    public String title() {
        return "Health";
    }

    @Override
    public Outcome run() {
        gateway.as("").get("/health/ready", 200);
        JsonNode limits = gateway.get("/v1/usage", 200);
        return new Outcome.Done("the gateway is ready and knows the key of this installation ("
                + (limits.isObject() ? limits.size() : 0) + " facts about its limits)");
    }
}
