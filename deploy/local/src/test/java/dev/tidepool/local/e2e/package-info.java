/** The suite as its users see it: started from its packages, driven from outside through the gateway. */
@NullMarked
package dev.tidepool.local.e2e;

import org.jspecify.annotations.NullMarked;
