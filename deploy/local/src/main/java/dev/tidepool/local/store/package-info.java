/** PostgreSQL and Redis: real servers started here, or the user's own. */
@NullMarked
package dev.tidepool.local.store;

import org.jspecify.annotations.NullMarked;
