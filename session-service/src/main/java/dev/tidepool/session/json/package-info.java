/** How JSON is read and written where the default is not good enough. */
@NullMarked
package dev.tidepool.session.json;

import org.jspecify.annotations.NullMarked;
