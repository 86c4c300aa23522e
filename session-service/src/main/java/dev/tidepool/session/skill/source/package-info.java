/** Where skills can be installed from: those that agents share in the social service. */
@NullMarked
package dev.tidepool.session.skill.source;

import org.jspecify.annotations.NullMarked;
