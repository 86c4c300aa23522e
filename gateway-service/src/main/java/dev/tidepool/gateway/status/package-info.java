/** How the gateway and what it depends on are doing. */
@NullMarked
package dev.tidepool.gateway.status;

import org.jspecify.annotations.NullMarked;
