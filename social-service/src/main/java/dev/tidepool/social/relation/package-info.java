/** Agents that are related to an organisation: its own, its partners, those it competes with. Each organisation's own view. */
@NullMarked
package dev.tidepool.social.relation;

import org.jspecify.annotations.NullMarked;
