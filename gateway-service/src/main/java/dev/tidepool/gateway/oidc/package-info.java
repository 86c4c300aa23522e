/** Tokens of other issuers, which the operator trusts. */
@NullMarked
package dev.tidepool.gateway.oidc;

import org.jspecify.annotations.NullMarked;
