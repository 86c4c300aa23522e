package dev.tidepool.gateway.identity;

import dev.tidepool.gateway.apikey.Scopes;
import dev.tidepool.gateway.auth.AccessTokens;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Log-in, and who somebody is. */
@ApplicationScoped
class IdentityService {

    private static final Logger LOG = Logger.getLogger(IdentityService.class);

    private final AccountRepository accounts;
    private final OrganizationRepository organizations;
    private final Passwords passwords;
    private final AccessTokens tokens;

    IdentityService(
            AccountRepository accounts,
            OrganizationRepository organizations,
            Passwords passwords,
            AccessTokens tokens) {
        this.accounts = accounts;
        this.organizations = organizations;
        this.passwords = passwords;
        this.tokens = tokens;
    }

    /** What log-in needs of an account, read before its slow comparison so that no connection is held meanwhile. */
    record Candidate(String passwordHash, Caller.Member caller) {}

    /** An access token. An unknown address and a wrong password get the same answer in the same time. */
    Uni<TokenView> logIn(LogIn request) {
        return candidate(request.email())
                .chain(found -> verified(request, found))
                .map(caller -> TokenView.of(tokens.issue(caller), tokens.lifetime()));
    }

    private Uni<Caller.Member> verified(LogIn request, Optional<Candidate> found) {
        Uni<Boolean> matches = found.isPresent()
                ? passwords.matches(request.password(), found.get().passwordHash())
                : passwords.matchesNobody(request.password());
        return matches.map(same -> accepted(same ? found : Optional.empty(), found.isPresent()));
    }

    private static Caller.Member accepted(Optional<Candidate> verified, boolean known) {
        if (verified.isEmpty()) {
            LOG.warnf("event=login_failed known=%s", known);
            throw Problem.unauthorized("The email address or the password is wrong.");
        }
        LOG.infof("event=login subject=%s", verified.get().caller().subject());
        return verified.get().caller();
    }

    Uni<Optional<Candidate>> candidate(String email) {
        return accounts.ofEmail(email)
                .chain(account -> account.isPresent()
                        ? candidate(account.get())
                        : Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Optional<Candidate>> candidate(Account account) {
        return organizations
                .ofId(account.organization())
                .map(found -> found.map(organization -> new Candidate(
                        account.passwordHash(),
                        new Caller.Member(
                                "account:" + account.id(),
                                organization.id(),
                                organization.tier(),
                                Set.of(account.role()),
                                Scopes.ofRole(account.role())))));
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
