/** What a SKILL.md says: its frontmatter, what it needs, how it is executed. */
@NullMarked
package dev.tidepool.kernel.skill.manifest;

import org.jspecify.annotations.NullMarked;
