/** What secrets look like, so that they are seen before they are stored or shown. */
@NullMarked
package dev.tidepool.kernel.secret;

import org.jspecify.annotations.NullMarked;
