/** What all WebSockets have in common, the hub's and the services': how many, how much, how long. */
@NullMarked
package dev.tidepool.gateway.socket;

import org.jspecify.annotations.NullMarked;
