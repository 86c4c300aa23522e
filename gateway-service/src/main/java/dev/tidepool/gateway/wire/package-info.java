/** What is checked of a connection and its bytes before there is a request: who may connect, how fast, and how requests are framed. */
@NullMarked
package dev.tidepool.gateway.wire;

import org.jspecify.annotations.NullMarked;
