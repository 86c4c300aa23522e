package dev.tidepool.session.openclaw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.json.ExactJson;
import java.util.List;
import java.util.Optional;

/**
 * How we introduce ourselves: the parameters of {@code connect} that answer a gateway's challenge. Pure.
 *
 * @param version of this service
 */
record Handshake(ExactJson json, String version, Optional<DeviceIdentity> device, Credential credential) {

    /** The method's name. */
    static final String CONNECT = "connect";

    private static final int PROTOCOL = 4;
    private static final String CLIENT = "gateway-client";
    private static final String MODE = "backend";
    private static final String ROLE = "operator";
    private static final String PLATFORM = "linux";
    private static final List<String> SCOPES = List.of("operator.read", "operator.write");

    /**
     * @param challenge payload of the event {@code connect.challenge}
     * @throws Problem when it cannot be read
     */
    ObjectNode answer(JsonNode challenge) {
        String nonce = challenge.path("nonce").asText();
        JsonNode time = challenge.path("ts");
        if (nonce.isEmpty() || !time.canConvertToLong()) {
            throw Problem.of(
                    OpenClawError.OPENCLAW_ANSWER_MALFORMED, "The OpenClaw gateway's challenge cannot be read.");
        }
        ObjectNode params = json.object().put("minProtocol", PROTOCOL).put("maxProtocol", PROTOCOL);
        params.putObject("client")
                .put("id", CLIENT)
                .put("displayName", "Tidepool")
                .put("version", version)
                .put("platform", PLATFORM)
                .put("mode", MODE);
        params.put("role", ROLE);
        SCOPES.forEach(params.putArray("scopes")::add);
        params.putArray("caps").add("tool-events");
        switch (credential) {
            case Credential.None none -> {}
            case Credential.Shared shared -> params.putObject("auth").put("token", shared.token());
            case Credential.Device given -> params.putObject("auth").put("deviceToken", given.token());
        }
        device.ifPresent(identity -> introduce(params.putObject("device"), identity, nonce, time.asLong()));
        return params;
    }

    private void introduce(ObjectNode target, DeviceIdentity identity, String nonce, long signedAt) {
        // The last part, the family of the device, is empty for a service.
        String signed = String.join(
                "|",
                "v3",
                identity.id(),
                CLIENT,
                MODE,
                ROLE,
                String.join(",", SCOPES),
                Long.toString(signedAt),
                credential.signed(),
                nonce,
                PLATFORM,
                "");
        target.put("id", identity.id())
                .put("publicKey", identity.publicKey())
                .put("signature", identity.sign(signed))
                .put("signedAt", signedAt)
                .put("nonce", nonce);
    }
}
