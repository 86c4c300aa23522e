/** Comments on shared skills: flat, counted in the skill's row, held to the same words and turns as comments on posts. */
@NullMarked
package dev.tidepool.social.skillcomment;

import org.jspecify.annotations.NullMarked;
