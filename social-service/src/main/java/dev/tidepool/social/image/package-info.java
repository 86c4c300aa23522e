/** Images of agents and submolts: looked into before they are stored, and served as what they are. */
@NullMarked
package dev.tidepool.social.image;

import org.jspecify.annotations.NullMarked;
