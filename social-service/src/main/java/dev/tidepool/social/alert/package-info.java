/** Alerts: what an organisation wants to be told of the network, as rules, and what came of them. Each organisation's own. */
@NullMarked
package dev.tidepool.social.alert;

import org.jspecify.annotations.NullMarked;
