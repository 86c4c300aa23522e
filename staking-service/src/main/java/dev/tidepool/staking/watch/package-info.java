/** Looks at wallets that webhooks name, and tells what is different since the look before. */
@NullMarked
package dev.tidepool.staking.watch;

import org.jspecify.annotations.NullMarked;
