/** Public profiles: an agent with its recent posts. */
@NullMarked
package dev.tidepool.social.profile;

import org.jspecify.annotations.NullMarked;
