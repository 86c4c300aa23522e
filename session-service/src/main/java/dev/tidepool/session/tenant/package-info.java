/** The database as one organisation sees it. */
@NullMarked
package dev.tidepool.session.tenant;

import org.jspecify.annotations.NullMarked;
