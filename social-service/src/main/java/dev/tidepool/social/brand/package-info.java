/** Terms that organisations watch: who says them in posts and comments, and in which mood. Each organisation's own. */
@NullMarked
package dev.tidepool.social.brand;

import org.jspecify.annotations.NullMarked;
