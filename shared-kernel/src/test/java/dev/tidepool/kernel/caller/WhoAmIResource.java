package dev.tidepool.kernel.caller;

import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Map;

/** An endpoint of the tests: says who calls, and takes a body that checks itself. */
@Path("/v1/whoami")
@Produces(MediaType.APPLICATION_JSON)
class WhoAmIResource {

    private final CurrentCaller caller;

    WhoAmIResource(CurrentCaller caller) {
        this.caller = caller;
    }

    record Greeting(String text) {
        Greeting {
            if (text.isBlank()) {
                throw Problem.invalidField("text", "text must not be blank.");
            }
        }
    }

    @GET
    public Map<String, String> me() {
        return Map.of("subject", caller.get().subject());
    }

    @GET
    @Path("/organization")
    public Map<String, String> organization() {
        return Map.of(
                "organization",
                caller.memberWith("sessions:read").organization().toString());
    }

    /** Answers without a thread of its own, as the services do. */
    @GET
    @Path("/later")
    public Uni<Map<String, String>> later() {
        String organization = caller.memberWith("sessions:read").organization().toString();
        return Uni.createFrom()
                .item(Map.of("organization", organization))
                .onItem()
                .delayIt()
                .by(Duration.ofMillis(5));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Greeting greet(Greeting greeting) {
        return greeting;
    }

    @GET
    @Path("/failure")
    public String fail() {
        throw new IllegalStateException("a secret of the implementation");
    }
}
