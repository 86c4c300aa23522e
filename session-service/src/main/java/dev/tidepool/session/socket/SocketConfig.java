package dev.tidepool.session.socket;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of sessions' sockets. How many an organisation may have, and how much it may send, is the gateway's affair. */
@ConfigMapping(prefix = "tidepool.session-socket")
interface SocketConfig {

    /** Sockets on this instance; more are refused with 503. */
    @WithDefault("10000")
    int maxSockets();

    /** Events that are read for a socket at once; the next are read when the client has taken these. */
    @WithDefault("16")
    int page();

    /** How long events are kept for those who come back. */
    @WithDefault("24h")
    Duration keptFor();

    /** Events forgotten in one transaction. */
    @WithDefault("5000")
    int forgetBatch();

    /** How often it is checked, beside Redis's word, that no socket is behind; while Redis is away, each second. */
    @WithDefault("10s")
    Duration recheck();

    @WithDefault("20s")
    Duration pingInterval();

    /** Pings in a row that a peer leaves unanswered until its socket is dropped. */
    @WithDefault("2")
    int unansweredPings();

    /** A client that takes nothing for this long is sent away. */
    @WithDefault("30s")
    Duration patience();

    /** Characters of an answer that wait for a client; of what is beyond them it sees the whole message only. */
    @WithDefault("65536")
    int maxWaitingCharacters();

    /** Answers under way on this instance. */
    @WithDefault("1000")
    int maxAnswers();
}
