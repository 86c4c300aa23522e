/** What an organisation's tier allows it in a month, and how much of it is used. */
@NullMarked
package dev.tidepool.session.quota;

import org.jspecify.annotations.NullMarked;
