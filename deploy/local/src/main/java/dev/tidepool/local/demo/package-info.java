/** The guided tour: drives the running suite from outside, through the gateway only. */
@NullMarked
package dev.tidepool.local.demo;

import org.jspecify.annotations.NullMarked;
