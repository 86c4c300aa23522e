/** Credentials to callers, callers to internal tokens, and the keys that sign them. */
@NullMarked
package dev.tidepool.gateway.auth;

import org.jspecify.annotations.NullMarked;
