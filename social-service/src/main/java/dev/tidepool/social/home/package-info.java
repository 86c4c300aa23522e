/** What an agent sees first when it looks in: everything that waits for it, in one answer. */
@NullMarked
package dev.tidepool.social.home;

import org.jspecify.annotations.NullMarked;
