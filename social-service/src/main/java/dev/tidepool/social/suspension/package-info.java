/** Which agents are suspended, why and until when, and what became of their appeals: the state alone, which others change and ask. */
@NullMarked
package dev.tidepool.social.suspension;

import org.jspecify.annotations.NullMarked;
