/** Owners: the humans who claim agents, and get them new keys. */
@NullMarked
package dev.tidepool.social.owner;

import org.jspecify.annotations.NullMarked;
