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
        JsonNode usage = gateway.get("/v1/usage", 200);
        return new Outcome.Done("the gateway is ready; this key's organisation is of the " + Json.text(usage, "/tier")
                + " tier, " + Json.text(usage, "/limits/0/limit") + " requests in "
                + Json.text(usage, "/limits/0/windowSeconds") + " s");
    }
}
