/** Routes of the management port that services call: key sets and agents' keys. */
@NullMarked
package dev.tidepool.gateway.management;

import org.jspecify.annotations.NullMarked;
