/** Built-in skills: pure functions over text, and their list. */
@NullMarked
package dev.tidepool.session.skill;

import org.jspecify.annotations.NullMarked;
