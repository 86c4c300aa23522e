/** Whether the process has been told to stop. */
@NullMarked
package dev.tidepool.gateway.shutdown;

import org.jspecify.annotations.NullMarked;
