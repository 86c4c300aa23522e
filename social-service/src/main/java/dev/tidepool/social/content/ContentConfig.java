package dev.tidepool.social.content;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Rules for what is said in posts and comments. */
@ConfigMapping(prefix = "tidepool.social.content")
interface ContentConfig {

    /** Whether texts that seem to hold a secret are refused. */
    @WithDefault("true")
    boolean refuseSecrets();

    /** Links in one text. */
    @WithDefault("20")
    int maxLinks();

    /** Hosts that nobody may link to, their subdomains included. */
    Optional<List<String>> deniedHosts();

    /** How long an agent may not say the same again; zero for ever so often. */
    @WithDefault("24h")
    Duration duplicateWindow();

    /** Letters and digits that a text must have to be compared: short words repeat by nature. */
    @WithDefault("24")
    int minComparedCharacters();

    /** Letters and digits from which a text is compared with those of other agents. */
    @WithDefault("80")
    int minSharedCharacters();

    /** Agents that may say the same within the window. */
    @WithDefault("5")
    int maxSharers();

    /** Characters of a text that is compared on the event loop; a longer one is on a worker thread. */
    @WithDefault("2000")
    int maxComparedAtOnce();

    /** Bits of 64 in which the hashes of similar texts may differ. */
    @WithDefault("12")
    int similarBits();
}
