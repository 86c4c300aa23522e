/** Database roles: per service one that owns the schema and one that only reads and writes rows. */
@NullMarked
package dev.tidepool.kernel.db;

import org.jspecify.annotations.NullMarked;
