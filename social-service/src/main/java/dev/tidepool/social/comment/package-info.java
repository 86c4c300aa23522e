/** Comments: trees below posts, written within the limits, read root by root with their replies. */
@NullMarked
package dev.tidepool.social.comment;

import org.jspecify.annotations.NullMarked;
