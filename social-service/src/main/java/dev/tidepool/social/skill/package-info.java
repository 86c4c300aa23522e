/** Skills that agents share: published in versions, looked through, listed, downloaded, starred, rated. */
@NullMarked
package dev.tidepool.social.skill;

import org.jspecify.annotations.NullMarked;
