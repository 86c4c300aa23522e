package dev.tidepool.session.skill;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.skill.run.SkillError;
import dev.tidepool.session.skill.source.OfferedSkill;
import dev.tidepool.session.skill.source.SourceClient;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Installs shared skills: fetched, held against the hash that was told, and then taken as any upload is. */
@ApplicationScoped
class InstallService {

    private static final Logger LOG = Logger.getLogger(InstallService.class);

    private final SourceClient source;
    private final VersionService versions;

    InstallService(SourceClient source, VersionService versions) {
        this.source = source;
        this.versions = versions;
    }

    /**
     * Fails as {@link VersionService#upload} and {@link SourceClient} do; with 409 when the version has another hash than was asked for, and
     * with 502 when the archive is not what was offered. Nothing is stored then.
     */
    Uni<VersionService.Uploaded> install(Caller.Member member, InstallRequest request, String authorization) {
        Optional<String> wanted = request.wantedHash();
        return source.offer(request.name(), request.wantedVersion(), authorization)
                .invoke(offered -> requireWanted(wanted, offered))
                .chain(offered -> source.archive(offered, authorization)
                        .chain(archive -> versions.install(member, archive, offered)))
                .invoke(done -> LOG.infof(
                        "event=skill_installed skill=%s version=%d source=%s organization=%s by=%s",
                        done.version().name(),
                        done.version().number(),
                        done.version().source().orElse("-"),
                        member.organization(),
                        member.subject()));
    }

    private static void requireWanted(Optional<String> wanted, OfferedSkill offered) {
        wanted.filter(hash -> !hash.equals(offered.contentHash())).ifPresent(hash -> {
            throw Problem.of(
                            SkillError.SKILL_HASH_DIFFERS,
                            offered.name() + "@" + offered.version() + " has the content hash " + offered.contentHash()
                                    + ".")
                    .with("field", "contentHash");
        });
    }
}
