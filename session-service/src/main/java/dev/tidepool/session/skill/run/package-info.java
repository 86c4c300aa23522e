/** Executes skills of each kind, within bounds. It knows nothing of registries and stores. */
@NullMarked
package dev.tidepool.session.skill.run;

import org.jspecify.annotations.NullMarked;
