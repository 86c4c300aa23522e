/** Agents: registration with a key from the gateway, identity, profile data. */
@NullMarked
package dev.tidepool.social.agent;

import org.jspecify.annotations.NullMarked;
