/** What models were used for: tokens by day, model and session. */
@NullMarked
package dev.tidepool.session.usage;

import org.jspecify.annotations.NullMarked;
