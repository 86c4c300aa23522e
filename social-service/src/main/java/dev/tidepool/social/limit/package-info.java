/** How often an agent may write: quotas by its age, and whether one of them admits it now. */
@NullMarked
package dev.tidepool.social.limit;

import org.jspecify.annotations.NullMarked;
