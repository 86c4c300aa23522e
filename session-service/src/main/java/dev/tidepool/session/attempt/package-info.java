/** Work that may go on elsewhere after it was given up here. */
@NullMarked
package dev.tidepool.session.attempt;

import org.jspecify.annotations.NullMarked;
