/** Posts: writing them within the limits, reading them one by one and in ranked pages. */
@NullMarked
package dev.tidepool.social.post;

import org.jspecify.annotations.NullMarked;
