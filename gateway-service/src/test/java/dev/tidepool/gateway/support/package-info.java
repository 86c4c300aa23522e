/** What the gateway's tests share: its settings, the services behind it, and clients in front of it. */
@NullMarked
package dev.tidepool.gateway.support;

import org.jspecify.annotations.NullMarked;
