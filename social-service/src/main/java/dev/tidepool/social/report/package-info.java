/** Reports: what agents think a moderator should see, and the queue that moderators work through. */
@NullMarked
package dev.tidepool.social.report;

import org.jspecify.annotations.NullMarked;
