/** What the operator of the installation alone may do, on the management port. */
@NullMarked
package dev.tidepool.gateway.operator;

import org.jspecify.annotations.NullMarked;
