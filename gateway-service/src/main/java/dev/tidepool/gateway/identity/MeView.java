package dev.tidepool.gateway.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Role;
import java.util.List;
import java.util.Optional;

/**
 * Who the caller is.
 *
 * @param email of the account; absent for keys, agents and people of another issuer
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record MeView(
        String subject,
        OrganizationView organization,
        List<String> roles,
        List<String> scopes,
        Optional<String> email) {

    static MeView of(Caller.Member member, Organization organization, Optional<String> email) {
        return new MeView(
                member.subject(),
                OrganizationView.of(organization),
                member.roles().stream().map(Role::wireName).sorted().toList(),
                member.scopes().stream().sorted().toList(),
                email);
    }
}
