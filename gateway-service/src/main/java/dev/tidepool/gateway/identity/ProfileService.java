package dev.tidepool.gateway.identity;

import dev.tidepool.gateway.standing.AccountId;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Who somebody is. */
@ApplicationScoped
class ProfileService {

    private final AccountRepository accounts;
    private final OrganizationRepository organizations;

    ProfileService(AccountRepository accounts, OrganizationRepository organizations) {
        this.accounts = accounts;
        this.organizations = organizations;
    }

    Uni<MeView> me(Caller.Member member) {
        return organizations
                .ofId(member.organization())
                .map(found ->
                        found.orElseThrow(() -> Problem.unauthorized("The organisation does not exist any more.")))
                .chain(organization -> emailOf(member).map(email -> MeView.of(member, organization, email)));
    }

    private Uni<Optional<String>> emailOf(Caller.Member member) {
        Optional<AccountId> account = member.idOfKind("account", AccountId::new);
        return account.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : accounts.ofId(account.get()).map(found -> found.map(Account::email));
    }
}
