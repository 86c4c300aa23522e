/** What an organisation may use and has used: limits, quotas, requests by day. */
@NullMarked
package dev.tidepool.gateway.usage;

import org.jspecify.annotations.NullMarked;
