/** Tests that start the launcher and real servers. */
@NullMarked
package dev.tidepool.local;

import org.jspecify.annotations.NullMarked;
