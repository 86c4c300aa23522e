package dev.tidepool.gateway.operator;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Who the operator is. */
@ConfigMapping(prefix = "tidepool.operator")
interface OperatorConfig {

    /** At least 32 characters; without it the operator's routes do not exist. */
    Optional<String> token();
}
