package dev.tidepool.session.openclaw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.json.ExactJson;
import java.util.Optional;

/**
 * How we introduce ourselves: the parameters of {@code connect} that answer a gateway's challenge. Pure.
 *
 * @param version of this service
 */
record Handshake(
        ExactJson json, String version, GatewayRole role, Optional<DeviceIdentity> device, Credential credential) {

    /** The method's name. */
    static final String CONNECT = "connect";

    private static final int PROTOCOL = 4;
    private static final String PLATFORM = "linux";

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
                .put("id", role.client())
                .put("displayName", "Tidepool")
                .put("version", version)
                .put("platform", PLATFORM)
                .put("mode", role.mode());
        params.put("role", role.name());
        role.scopes().forEach(params.putArray("scopes")::add);
        role.capabilities().forEach(params.putArray("caps")::add);
        if (!role.commands().isEmpty()) {
            role.commands().forEach(params.putArray("commands")::add);
        }
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
                role.client(),
                role.mode(),
                role.name(),
                String.join(",", role.scopes()),
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
