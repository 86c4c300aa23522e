/** API keys: issued, verified, revoked. */
@NullMarked
package dev.tidepool.gateway.apikey;

import org.jspecify.annotations.NullMarked;
