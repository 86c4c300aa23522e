/** Sessions that speak to each other: who may, how far, and what comes back. */
@NullMarked
package dev.tidepool.session.send;

import org.jspecify.annotations.NullMarked;
