package dev.tidepool.gateway.management;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Who may do what is the operator's alone. */
@ConfigMapping(prefix = "tidepool.operator")
interface OperatorConfig {

    /** At least 32 characters; without it the operator's routes do not exist. */
    Optional<String> token();
}
