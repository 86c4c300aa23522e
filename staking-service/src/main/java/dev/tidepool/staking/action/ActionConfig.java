package dev.tidepool.staking.action;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What wallets are shown of the actions. */
@ConfigMapping(prefix = "tidepool.staking.action")
interface ActionConfig {

    /** Of a picture (SVG, PNG or WebP) that wallets show; by default one that is served here. */
    Optional<URI> icon();

    /** In SOL: each is a button of its own. */
    @WithDefault("1,5,10")
    List<String> amounts();
}
