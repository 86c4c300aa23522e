package dev.tidepool.session.openclaw;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Where the OpenClaw gateway is, and the limits on talking to it. It is connected to under the rules of outbound connections
 * ({@code tidepool.outbound}): what is not public over wss must be listed in its {@code operator-allowed}.
 */
@ConfigMapping(prefix = "tidepool.openclaw")
interface OpenClawConfig {

    /** {@code wss://host} or {@code ws://host:18789}. Absent: there is no gateway. */
    Optional<URI> url();

    /** The gateway's shared token. */
    Optional<String> token();

    /** Where this installation's device key and the tokens that the gateway gave it are kept. Absent: no device identity. */
    Optional<Path> keysDirectory();

    @WithDefault("5s")
    Duration connectTimeout();

    /** From the open socket to the gateway's hello. */
    @WithDefault("20s")
    Duration handshakeTimeout();

    /** For the answer to one request. */
    @WithDefault("30s")
    Duration requestTimeout();

    /** The first wait before the connection is tried again; each further one is twice as long. */
    @WithDefault("1s")
    Duration reconnectFirst();

    @WithDefault("30s")
    Duration reconnectLongest();

    /** Of one message of the gateway. */
    @WithDefault("26214400")
    int maxMessageBytes();

    /** Tools of the gateway's agents that callers may use directly: they act on the gateway's machine. Absent: none. */
    Optional<Set<String>> tools();

    /**
     * Whether the gateway is asked for its scope {@code operator.admin}: it lets nobody else reset or compact a session, or use its
     * browser. It lets us do everything.
     */
    @WithDefault("false")
    boolean admin();

    /** Organisations that may use the gateway's browser, which keeps them not apart. Absent: none. */
    Optional<Set<UUID>> browserOrganizations();

    /**
     * The organisation in whose name the gateway's agents use our browser: we are a node of the gateway then. Needs a directory of keys.
     * Absent: our browser is not offered.
     */
    Optional<UUID> nodeOrganization();

    /** The longest answer of an agent, tools included; then it is stopped. */
    @WithDefault("10m")
    Duration runTimeout();

    /** An answer that nobody has begun to read for so long stops its agent: who gave up just as it began is not told of it. */
    @WithDefault("10s")
    Duration readWithin();

    /** How long an answer may be interrupted: by a lost connection, and then by a gateway that does not take it up again. */
    @WithDefault("60s")
    Duration resumeWithin();

    /** How often the gateway is asked meanwhile whether it has. */
    @WithDefault("1s")
    Duration resumePoll();

    /** Parts of one answer that wait for a slow reader; more break it off. */
    @WithDefault("65536")
    int maxBufferedParts();

    /** Requests waiting for their answer; more are refused. */
    @WithDefault("1024")
    int maxPending();
}
