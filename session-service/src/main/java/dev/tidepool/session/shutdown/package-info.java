/** What happens when the process is told to stop. */
@NullMarked
package dev.tidepool.session.shutdown;

import org.jspecify.annotations.NullMarked;
